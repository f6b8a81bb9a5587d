import { afterEach, expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { type EventReader, openEvents } from '../../testing/event-reader.ts';
import { newSession } from '../../testing/sessions.ts';

const room = await dashboardRoom();
const { halo } = room;
const { sql } = halo;
const { browser: olivia, workspaceId, welcome } = await room.own();
const { widgetKey } = welcome.created!;
const open: EventReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((stream) => stream.close())));

async function begin() {
  const session = newSession();
  const { body } = await halo.call('/chat', widgetKey, { message: 'hello', session_id: session });
  return { session, id: body.conversation_id as string };
}

async function listen(session: string) {
  const headers = { authorization: `Bearer ${widgetKey}`, 'x-halo-session': session };
  const reader = await openEvents(`${halo.origin}/api/sdk/stream`, headers);
  open.push(reader);
  await reader.until('ready');
  return reader;
}

const type = (id: string) => olivia.inside(workspaceId, 'POST', `/conversations/${id}/typing`);
const say = (id: string, body: string, internal = false) =>
  olivia.inside(workspaceId, 'POST', `/conversations/${id}/messages`, { body, internal, clientId: body });

test('the person hears that a teammate is typing, by name, again while it goes on, and nobody else does', async () => {
  const [mine, other] = [await begin(), await begin()];
  const [reader, elsewhere] = [await listen(mine.session), await listen(other.session)];
  expect((await type(mine.id)).status).toBe(204);
  const { data } = await reader.until('typing');
  expect(data).toEqual({ conversation_id: mine.id, name: 'Olivia Owner' });
  await type(mine.id);
  expect((await reader.until('typing')).data).toEqual(data);
  // Whatever the other stream was told until its own word came, none of it was of somebody typing.
  await say(other.id, 'for you');
  for (let event = await elsewhere.next(); ; event = await elsewhere.next()) {
    expect(event?.type).not.toBe('typing');
    if (event?.type === 'message' && event.data.message.body === 'for you') break;
  }
});

test('a message ends it, and who comes later is not told of a typing that is over', async () => {
  const { session, id } = await begin();
  await type(id);
  await say(id, 'Here it is');
  const reader = await listen(session);
  await say(id, 'and more');
  for (let event = await reader.next(); ; event = await reader.next()) {
    expect(event?.type).not.toBe('typing');
    if (event?.type === 'message' && event.data.message.body === 'and more') break;
  }
  await type(id);
  await sql`update conversations set typing_until = now() - interval '1 second' where id = ${id}`;
  const late = await listen(session);
  await say(id, 'the last');
  for (let event = await late.next(); ; event = await late.next()) {
    expect(event?.type).not.toBe('typing');
    if (event?.type === 'message' && event.data.message.body === 'the last') break;
  }
});

test('nobody is told so in a conversation that is over, or by somebody of another workspace', async () => {
  const { id } = await begin();
  await sql`update conversations set status = 'completed' where id = ${id}`;
  expect((await type(id)).status).toBe(204);
  expect(await sql`select typing_name from conversations where id = ${id}`).toEqual([{ typing_name: null }]);
  const other = await halo.workspace('off');
  const theirs = (await halo.call('/chat', other.widgetKey, { message: 'x', session_id: newSession() })).body;
  expect((await type(theirs.conversation_id)).status).toBe(404);
});
