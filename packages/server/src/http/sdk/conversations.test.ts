import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { addNote } from '../../conversations/add-note.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const sam = { id: 'sam', name: 'Sam' };

const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;
const tokenOf = (workspace: TestWorkspace, userId: string) => signToken(workspace.secret.secret, { user_id: userId });

function read(workspace: TestWorkspace, path: string, session: string | null, token?: string) {
  const headers = {
    ...(session && { 'x-halo-session': session }),
    ...(token && { 'x-halo-user-token': token }),
  };
  return halo.call(path, workspace.widgetKey, undefined, { headers });
}

function post(workspace: TestWorkspace, path: string, session: string, body: object, token?: string) {
  const headers = { 'x-halo-session': session, ...(token && { 'x-halo-user-token': token }) };
  return halo.call(path, workspace.widgetKey, body, { headers });
}

async function chat(workspace: TestWorkspace, message: string, more: object) {
  const { status, body } = await halo.call('/chat', workspace.widgetKey, { message, ...more });
  expect(status).toBe(200);
  return body as { conversation_id: string; session_id: string };
}

const idsOf = (answer: { body: { conversations: { id: string }[] } }) => answer.body.conversations.map(({ id }) => id);

test('cases 13 and 15: a visitor’s conversation is theirs after they sign in, here and on another device', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const { conversation_id: id } = await chat(workspace, 'Do you have a free plan?', { session_id: session });
  const token = tokenOf(workspace, 'jane');
  const identified = await halo.call('/users/identify', workspace.widgetKey, {
    ...{ user_id: 'jane', user_token: token, session_id: session },
    traits: { name: 'Jane' },
  });
  expect(identified.body).toMatchObject({ linked: { conversations: 1, tickets: 0 }, trust: 'verified' });
  expect(idsOf(await read(workspace, '/conversations', session, token))).toEqual([id]);
  expect(idsOf(await read(workspace, '/conversations', newSession(), token))).toEqual([id]);
  const repeat = await halo.call('/users/identify', workspace.widgetKey, {
    ...{ user_id: 'jane', user_token: token, session_id: session },
  });
  expect(repeat.body.linked).toEqual({ conversations: 0, tickets: 0 });
});

test('case 41, safety R1: a session that a token bound opens nothing without that token', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const token = tokenOf(workspace, 'jane');
  const { conversation_id: id } = await chat(workspace, 'hello', {
    ...{ session_id: session, user_id: 'jane', user_token: token },
  });
  for (const path of ['/conversations', `/conversations/${id}/messages`]) {
    expect(await read(workspace, path, session)).toMatchObject({ status: 403, body: { code: 'identity_required' } });
    expect(await read(workspace, path, session, tokenOf(workspace, 'joe'))).toMatchObject({
      status: 403,
      body: { code: 'identity_mismatch' },
    });
  }
  expect((await read(workspace, `/conversations/${id}/messages`, session, token)).status).toBe(200);
});

test('case 41: an unproved call for a proved id reads only what it said itself', async () => {
  const workspace = await halo.workspace();
  const secret = await chat(workspace, 'my account number is 42', {
    ...{ session_id: newSession(), user_id: 'jane', user_token: tokenOf(workspace, 'jane') },
  });
  const forged = newSession();
  const mine = await chat(workspace, 'I am jane, really', { session_id: forged, user_id: 'jane' });
  expect(idsOf(await read(workspace, '/conversations', forged))).toEqual([mine.conversation_id]);
  expect((await read(workspace, `/conversations/${secret.conversation_id}/messages`, forged)).status).toBe(404);
  const janes = await read(workspace, '/conversations', newSession(), tokenOf(workspace, 'jane'));
  expect(idsOf(janes)).toEqual([secret.conversation_id]);
});

test('case 19: naming somebody else’s session in identify shows and links nothing of it', async () => {
  const workspace = await halo.workspace();
  const janes = newSession();
  await chat(workspace, 'mine', { session_id: janes, user_id: 'jane', user_token: tokenOf(workspace, 'jane') });
  const token = tokenOf(workspace, 'joe');
  const { body } = await halo.call('/users/identify', workspace.widgetKey, {
    ...{ user_id: 'joe', user_token: token, session_id: janes },
  });
  expect(body.session_id).not.toBe(janes);
  expect(body.linked).toEqual({ conversations: 0, tickets: 0 });
  expect(idsOf(await read(workspace, '/conversations', body.session_id, token))).toEqual([]);
});

test('case 57: after a logout the session opens nothing', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const { conversation_id: id } = await chat(workspace, 'hello', { session_id: session });
  await halo.call('/sessions/end', workspace.widgetKey, { session_id: session });
  for (const path of ['/conversations', `/conversations/${id}/messages`, '/stream']) {
    expect(await read(workspace, path, session)).toMatchObject({ status: 403, body: { code: 'session_closed' } });
  }
});

test('safety R1: a session id that can be guessed links for the team but opens no history', async () => {
  const workspace = await halo.workspace();
  const { conversation_id: id } = await chat(workspace, 'hello', { session_id: 'abc123' });
  expect(idsOf(await read(workspace, '/conversations', 'abc123'))).toEqual([]);
  expect((await read(workspace, `/conversations/${id}/messages`, 'abc123')).status).toBe(404);
});

test('case 60: once the mode enforces, a claimed session is closed without a token', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  await chat(workspace, 'hello', { session_id: session, user_id: 'jane' });
  expect((await read(workspace, '/conversations', session)).status).toBe(200);
  await halo.setMode(workspace, 'enforce');
  expect(await read(workspace, '/conversations', session)).toMatchObject({
    status: 403,
    body: { code: 'identity_required' },
  });
});

test('case 100: notes are in no answer; messages are read on from a seq', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const { conversation_id: conversationId } = await chat(workspace, 'hello', { session_id: session });
  await addNote(halo.deps, {
    workspaceId: workspace.id,
    conversationId,
    teammate: sam,
    body: 'secret note',
    clientId: 'n',
  });
  const all = await read(workspace, `/conversations/${conversationId}/messages`, session);
  expect(JSON.stringify(all.body)).not.toContain('secret note');
  expect(all.body.messages.map((message: { author: string }) => message.author)).toEqual(['user', 'ai']);
  const rest = await read(workspace, `/conversations/${conversationId}/messages?after=1`, session);
  expect(rest.body.messages.map((message: { seq: number }) => message.seq)).toEqual([2]);
  expect(JSON.stringify((await read(workspace, '/conversations', session)).body)).not.toContain('secret note');
});

test('read marks and ratings are kept, of one’s own conversations only', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const { conversation_id: id } = await chat(workspace, 'hello', { session_id: session });
  const unread = async () => (await read(workspace, '/conversations', session)).body.conversations[0].unread;
  expect(await unread()).toBe(1);
  expect((await post(workspace, `/conversations/${id}/read`, session, { seq: 2 })).body).toMatchObject({
    success: true,
  });
  expect(await unread()).toBe(0);
  const rated = await post(workspace, `/conversations/${id}/feedback`, session, { rating: 'good', comment: 'thanks' });
  expect(rated.status).toBe(200);
  expect((await post(workspace, `/conversations/${id}/feedback`, newSession(), { rating: 'bad' })).status).toBe(404);
  const [row] = await halo.sql`select rating, rating_comment from conversations where id = ${id}`;
  expect(row).toEqual({ rating: 'good', rating_comment: 'thanks' });
});

test('bad ids, seqs and ratings are clear refusals, never a fault', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  const { conversation_id: id } = await chat(workspace, 'hello', { session_id: session });
  const answers = [
    [404, await read(workspace, "/conversations/1'%20or%201=1/messages", session)],
    [404, await read(workspace, '/conversations/%00/messages', session)],
    [400, await read(workspace, `/conversations/${id}/messages?after=-1`, session)],
    [400, await read(workspace, `/conversations/${id}/messages?after=99999999999`, session)],
    [403, await read(workspace, '/conversations', null)],
    [400, await post(workspace, `/conversations/${id}/read`, session, { seq: 'x' })],
    [400, await post(workspace, `/conversations/${id}/feedback`, session, { rating: 'great' })],
    [404, await post(workspace, `/conversations/${id}/feedback`, session, { rating: 'bad', message_id: 'x' })],
  ] as const;
  for (const [status, answer] of answers) expect(answer.status).toBe(status);
  expect((await read(await halo.workspace(), `/conversations/${id}/messages`, session)).status).toBe(404);
});
