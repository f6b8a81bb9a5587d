import type { ReplyAnswer } from '@halo/wire/dashboard/inbox.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { newSession } from '../../testing/sessions.ts';

const room = await dashboardRoom();
const { halo } = room;
const { browser: olivia, workspaceId, welcome } = await room.own();
const { widgetKey } = welcome.created!;
const GIF = Buffer.from('47494638396120004000', 'hex');
const images = [`data:image/png;base64,${GIF.toString('base64')}`];

async function own(path: string, session: string) {
  const headers = { authorization: `Bearer ${widgetKey}`, 'x-halo-session': session };
  return fetch(`${halo.origin}/api/sdk${path}`, { headers });
}

test('safety P1, P2: a teammate sees a customer’s picture and sends one back; of a note the customer sees nothing', async () => {
  const session_id = newSession();
  const { body: chat } = await halo.call('/chat', widgetKey, { message: 'See', images, session_id });
  const thread = `/conversations/${chat.conversation_id}`;
  const { body } = await olivia.inside(workspaceId, 'GET', thread);
  // What it is counts, not what it was called.
  expect(body.messages[0].attachments).toMatchObject([{ media_type: 'image/gif', width: 32, height: 64 }]);
  const address = `${halo.origin}/api/dashboard/workspaces/${workspaceId}${thread}/attachments/${body.messages[0].attachments[0].id}`;
  const seen = await fetch(address, { headers: { cookie: olivia.cookie() } });
  expect(Buffer.from(await seen.arrayBuffer())).toEqual(GIF);
  expect(seen.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await fetch(address)).status).toBe(401);

  const say = (clientId: string, more: object) =>
    olivia.inside<ReplyAnswer>(workspaceId, 'POST', `${thread}/messages`, { body: '', clientId, images, ...more });
  const reply = await say('c1', {});
  const note = await say('c2', { internal: true });
  const of = (answer: typeof reply) => `${thread}/attachments/${answer.body.message.attachments[0]?.id}`;
  expect((await own(of(reply), session_id)).status).toBe(200);
  expect((await own(of(note), session_id)).status).toBe(404);
  expect((await say('c3', { images: [] })).status).toBe(400);
  expect((await say('c4', { images: ['https://acme.test/a.png'] })).status).toBe(400);
});
