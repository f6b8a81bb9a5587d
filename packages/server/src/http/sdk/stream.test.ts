import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { addNote } from '../../conversations/add-note.ts';
import { type EventReader, openEvents } from '../../testing/event-reader.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';
import { replyToConversation } from '../../tickets/reply-to-conversation.ts';
import { regenerateWidgetKey } from '../../workspaces/regenerate-widget-key.ts';

const halo = await testHalo();
const sam = { id: 'sam', name: 'Sam' };
const open: EventReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((stream) => stream.close())));

const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;

async function stream(workspace: TestWorkspace, session: string, more: Record<string, string> = {}) {
  const reader = await openEvents(`${halo.origin}/api/sdk/stream`, {
    ...{ authorization: `Bearer ${workspace.widgetKey}`, 'x-halo-session': session },
    ...more,
  });
  open.push(reader);
  return reader;
}

async function chat(workspace: TestWorkspace, session: string, message: string, more: object = {}) {
  const { body } = await halo.call('/chat', workspace.widgetKey, { message, session_id: session, ...more });
  return { workspaceId: workspace.id, conversationId: body.conversation_id as string };
}

const reply = (named: { workspaceId: string; conversationId: string }, body: string) =>
  replyToConversation(halo.deps, { ...named, teammate: sam, body, clientId: body });

test('case 100: a teammate’s answer arrives live, with the take-over before it, and never a private note', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const named = await chat(workspace, session, 'hello');
  const listener = await stream(workspace, session);
  expect((await listener.next())?.type).toBe('ready');
  await addNote(halo.deps, { ...named, teammate: sam, body: 'secret note', clientId: 'n' });
  await reply(named, 'Hi, Sam here');
  const heard: { type: string; body?: string; handled_by?: string }[] = [];
  for (let messages = 0; messages < 2; ) {
    const { type, data } = (await listener.next())!;
    expect(JSON.stringify(data)).not.toContain('secret note');
    if (type === 'message') messages += 1;
    heard.push({ type, body: data.message?.body, handled_by: data.conversation?.handled_by });
  }
  expect(heard.flatMap(({ body }) => body ?? [])).toEqual(['Sam joined', 'Hi, Sam here']);
  const { data } = await listener.until('conversation');
  expect(data.conversation).toMatchObject({ handled_by: 'teammate', teammate_name: 'Sam' });
});

test('Last-Event-ID goes on without a gap, in the same and in a new conversation', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const named = await chat(workspace, session, 'hello');
  const first = await stream(workspace, session);
  await first.until('ready');
  await reply(named, 'heard');
  let last = await first.until('message');
  while (last.data.message.body !== 'heard') last = await first.until('message');
  await first.close();
  await reply(named, 'missed 1');
  halo.turnClock(31 * 60);
  await chat(workspace, session, 'missed 2');
  const second = await stream(workspace, session, { 'last-event-id': last.id! });
  const bodies: string[] = [];
  while (bodies.length < 2) bodies.push((await second.until('message')).data.message.body);
  expect(bodies).toEqual(['missed 1', 'missed 2']);
});

test('a stream opened before the first message hears it', async () => {
  const workspace = await halo.workspace();
  const token = signToken(workspace.secret.secret, { user_id: 'jane' });
  await halo.call('/users/identify', workspace.widgetKey, { user_id: 'jane', user_token: token });
  const listener = await stream(workspace, newSession(), { 'x-halo-user-token': token });
  await listener.until('ready');
  await chat(workspace, newSession(), 'from another device', { user_id: 'jane', user_token: token });
  expect((await listener.until('message')).data.message.body).toBe('from another device');
});

test('safety R6: a logout ends the stream', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  await chat(workspace, session, 'hello');
  const listener = await stream(workspace, session);
  await listener.until('ready');
  await halo.call('/sessions/end', workspace.widgetKey, { session_id: session });
  expect((await listener.until('ended')).data).toEqual({ reason: 'session' });
  expect(await listener.next()).toBeNull();
});

test('safety R6: an expired token ends the stream before anything more is told', async () => {
  const workspace = await halo.workspace('enforce');
  const session = newSession();
  const exp = Math.floor(halo.deps.now().getTime() / 1000) + 60;
  const token = signToken(workspace.secret.secret, { user_id: 'jane', exp });
  const named = await chat(workspace, session, 'hello', { user_id: 'jane', user_token: token });
  const listener = await stream(workspace, session, { 'x-halo-user-token': token });
  await listener.until('ready');
  halo.turnClock(121);
  await reply(named, 'too late');
  for (;;) {
    const event = (await listener.next())!;
    expect(event.type).not.toBe('message');
    if (event.type !== 'ended') continue;
    expect(event.data).toEqual({ reason: 'token' });
    break;
  }
});

test('safety R6: a regenerated widget key ends the streams of the old one', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const named = await chat(workspace, session, 'hello');
  const listener = await stream(workspace, session);
  await listener.until('ready');
  await regenerateWidgetKey(halo.deps, workspace.id, { kind: 'command_line' });
  await reply(named, 'not for the old key');
  expect((await listener.until('ended')).data).toEqual({ reason: 'key' });
});

test('case 60: turning enforcement on ends a claimed session’s stream', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const named = await chat(workspace, session, 'hello', { user_id: 'jane' });
  const listener = await stream(workspace, session);
  await listener.until('ready');
  await halo.setMode(workspace, 'enforce');
  await reply(named, 'hidden');
  expect((await listener.until('ended')).data).toEqual({ reason: 'token' });
});

test('a session holds five streams, and closing one makes room', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  await chat(workspace, session, 'hello');
  const streams = await Promise.all(Array.from({ length: 5 }, () => stream(workspace, session)));
  expect(streams.map(({ status }) => status)).toEqual(Array(5).fill(200));
  const refused = await stream(workspace, session);
  expect(refused.status).toBe(429);
  await streams[0]!.close();
  await expect.poll(async () => (await stream(workspace, session)).status, { timeout: 15_000 }).toBe(200);
});
