import { expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import { newSession, proofOf } from '../../testing/sessions.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const room = await chatRoom({ HALO_PICTURES_MB: '1' });
const { sql, call, chat, provider } = room;

/** A PNG of 640 x 480 pixels, by its head, as large as asked. */
function png(size = 64): Buffer {
  const bytes = Buffer.alloc(size, 7);
  Buffer.from('89504e470d0a1a0a0000000d4948445200000280000001e0', 'hex').copy(bytes);
  return bytes;
}
const url = (bytes: Buffer, type = 'image/png') => `data:${type};base64,${bytes.toString('base64')}`;

function fetchOwn(workspace: TestWorkspace, path: string, session: string, token?: string) {
  return fetch(`${room.origin}/api/sdk${path}`, {
    headers: {
      authorization: `Bearer ${workspace.widgetKey}`,
      'x-halo-session': session,
      ...(token && { 'x-halo-user-token': token }),
    },
  });
}

async function sendPicture(workspace: TestWorkspace, more: object, message = 'Look at this') {
  const answer = await chat(workspace.widgetKey, { message, images: [url(png())], ...more });
  expect(answer.status).toBe(200);
  const id = answer.body.conversation_id as string;
  const rows = await sql<{ id: string }[]>`select id from attachments where conversation_id = ${id} order by id`;
  return { id, path: `/conversations/${id}/attachments/${rows[0]?.id}`, count: rows.length };
}

test('case 13, safety P1: a visitor’s picture is kept, moves with them, and is served to nobody else', async () => {
  const workspace = await room.workspace();
  const session_id = newSession();
  provider.requests.length = 0;
  const { id, path } = await sendPicture(workspace, { session_id });
  expect(JSON.stringify(provider.requests[0]?.body)).toContain(png().toString('base64'));

  const picture = await fetchOwn(workspace, path, session_id);
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(png());
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' },
    'content-security-policy': "default-src 'none'; sandbox",
  });
  const { body } = await call(`/conversations/${id}/messages`, workspace.widgetKey, undefined, {
    headers: { 'x-halo-session': session_id },
  });
  expect(body.messages[0].attachments).toMatchObject([{ media_type: 'image/png', size: 64, width: 640, height: 480 }]);

  const token = proofOf(room, workspace, 'jane');
  await call('/users/identify', workspace.widgetKey, { user_id: 'jane', user_token: token, session_id });
  expect((await fetchOwn(workspace, path, newSession(), token)).status).toBe(200);
  expect((await fetchOwn(workspace, path, session_id)).status).toBe(403);
  for (const [session, proof] of [[newSession()], [newSession(), proofOf(room, workspace, 'joe')]] as const)
    expect((await fetchOwn(workspace, path, session, proof)).status).toBe(404);
  const other = await room.workspace();
  expect((await fetchOwn(other, path, session_id)).status).toBe(404);
});

test('a repeat of a message keeps its picture once, and a picture needs no words', async () => {
  const workspace = await room.workspace();
  const said = { session_id: newSession(), message_id: 'm1' };
  await sendPicture(workspace, said, '');
  const { id, count } = await sendPicture(workspace, said, '');
  expect(count).toBe(1);
  const [row] = await sql`select last_message from conversations where id = ${id}`;
  expect(JSON.stringify(row)).not.toBe('{"last_message":""}');
  const blank = await chat(workspace.widgetKey, { message: '  ', images: [] });
  expect(blank).toMatchObject({ status: 400, body: { path: 'message' } });
});

test('safety O1: what is no picture by its content is refused, and nothing of the message is stored', async () => {
  const workspace = await room.workspace();
  const svg = url(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  for (const images of [[svg], [url(png(5_000_001))], Array(5).fill(url(png())), ['data:image/png;base64,%%']]) {
    const answer = await chat(workspace.widgetKey, { message: 'hello', images });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  }
  expect(await sql`select 1 from messages where workspace_id = ${workspace.id}`).toHaveLength(0);
});

test('safety A3: visitors fill half of a workspace’s room, and proven people the rest', async () => {
  const workspace = await room.workspace();
  const images = [url(png(400_000))];
  const send = (more: object) => chat(workspace.widgetKey, { message: 'x', images, ...more });
  const proven = { user_id: 'jane', user_token: proofOf(room, workspace, 'jane') };
  expect((await send({})).status).toBe(200);
  expect(await send({})).toMatchObject({ status: 413, body: { code: 'too_large', path: 'images' } });
  expect((await send(proven)).status).toBe(200);
  expect((await send(proven)).status).toBe(413);
  const [rows] =
    await sql`select count(*)::int as n from messages where workspace_id = ${workspace.id} and author = 'user'`;
  expect(rows?.n).toBe(2);
});

test('case 96: an export holds a person’s pictures, and an erasure takes them', async () => {
  const workspace = await room.workspace();
  const proven = { user_id: 'jane', user_token: proofOf(room, workspace, 'jane'), session_id: newSession() };
  for (let index = 0; index < 3; index += 1) await sendPicture(workspace, proven);
  await sendPicture(workspace, { session_id: newSession() });
  const { body } = await call('/users/jane/export', workspace.serverKey);
  expect(body.attachments).toHaveLength(3);
  expect(Buffer.from(body.attachments[0].data, 'base64')).toEqual(png());
  await call('/users/jane', workspace.serverKey, undefined, { method: 'DELETE' });
  expect(await sql`select 1 from attachments where workspace_id = ${workspace.id}`).toHaveLength(1);
});
