import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { addContact, addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';
import { completeIdleConversations } from './complete-idle-conversations.ts';
import { continueConversation } from './continue-conversation.ts';
import { findConversation } from './conversation-store.ts';

const room = await workRoom();
const { deps, sql, workspaceId } = room;

test('twenty first messages at once make one live conversation, with seq from 1 to 20 and no gap', async () => {
  const admitted = admittedTo(workspaceId, await addSession(sql, workspaceId));
  const said = await Promise.all(Array.from({ length: 20 }, (_, n) => room.say(admitted, `message ${n}`)));
  expect(new Set(said.map(({ conversation }) => conversation.id)).size).toBe(1);
  expect(said.map(({ message }) => message.seq).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, n) => n + 1),
  );
  const stored = await findConversation(sql, workspaceId, said[0]!.conversation.id);
  expect(stored).toMatchObject({ lastSeq: 20, status: 'live', returning: false });
});

test('a message after 30 minutes of silence opens a new conversation marked returning, and the old one is completed', async () => {
  const admitted = admittedTo(workspaceId, await addSession(sql, workspaceId));
  const first = await room.say(admitted, 'hello');
  room.turnClock(29);
  const same = await room.say(admitted, 'still here');
  expect(same.conversation.id).toBe(first.conversation.id);
  room.turnClock(31);
  const next = await room.say(admitted, 'back again');
  expect(next.conversation.id).not.toBe(first.conversation.id);
  expect(next.conversation.returning).toBe(true);
  expect(await findConversation(sql, workspaceId, first.conversation.id)).toMatchObject({
    status: 'completed',
    outcome: 'abandoned',
  });
});

test('the job completes what fell silent and nothing else: answered counts as resolved, unanswered as abandoned', async () => {
  const answered = await room.say(admittedTo(workspaceId, await addSession(sql, workspaceId)), 'a question');
  const unanswered = await room.say(admittedTo(workspaceId, await addSession(sql, workspaceId)), 'another');
  await room.say(admittedTo(workspaceId, answered.conversation.sessionRowId!), 'an answer', { author: 'ai' });
  room.turnClock(31);
  const fresh = await room.say(admittedTo(workspaceId, await addSession(sql, workspaceId)), 'just now');
  await completeIdleConversations(deps);
  const read = (id: string) => findConversation(sql, workspaceId, id);
  expect(await read(answered.conversation.id)).toMatchObject({ status: 'completed', outcome: 'resolved' });
  expect(await read(unanswered.conversation.id)).toMatchObject({ status: 'completed', outcome: 'abandoned' });
  expect(await read(fresh.conversation.id)).toMatchObject({ status: 'live', outcome: null, endedAt: null });
});

test('case 57: after a logout the session takes no message', async () => {
  const session = await addSession(sql, workspaceId);
  await sql`update sessions set ended_at = now() where workspace_id = ${workspaceId} and id = ${session}`;
  await expect(room.say(admittedTo(workspaceId, session), 'too late')).rejects.toMatchObject({
    code: 'session_closed',
  });
});

test('a conversation takes the identity its session has at that moment, not the one the call was admitted with', async () => {
  const contactId = await addContact(sql, workspaceId);
  const session = await addSession(sql, workspaceId, { contactId, trust: 'verified' });
  const { conversation } = await room.say(admittedTo(workspaceId, session), 'hello');
  expect(conversation).toMatchObject({ contactId, trust: 'verified' });
});

test('case 16: a conversation that claimed one id is not continued by a session that became somebody else', async () => {
  const session = await addSession(sql, workspaceId, { claimedExternalId: 'first' });
  const before = await room.say(admittedTo(workspaceId, session, { trust: 'claimed' }), 'I am first');
  expect(before.conversation).toMatchObject({ claimedExternalId: 'first', trust: 'claimed', contactId: null });
  const contactId = await addContact(sql, workspaceId, { externalId: 'second' });
  await sql`update sessions set contact_id = ${contactId}, claimed_external_id = null, trust = 'verified' where id = ${session}`;
  const after = await room.say(admittedTo(workspaceId, session, { trust: 'verified' }), 'I am second');
  expect(after.conversation.id).not.toBe(before.conversation.id);
  expect(after.conversation).toMatchObject({ contactId });
  expect(await findConversation(sql, workspaceId, before.conversation.id)).toMatchObject({
    status: 'completed',
    contactId: null,
  });
});

test('case 66: messages keep the company they were said about when the person switches in the middle', async () => {
  const session = await addSession(sql, workspaceId);
  const [acme, beta] = [newId(), newId()];
  const first = await room.say(admittedTo(workspaceId, session, { companyId: acme }), 'about acme');
  const second = await room.say(admittedTo(workspaceId, session, { companyId: beta }), 'about beta');
  expect([first.message.companyId, second.message.companyId]).toEqual([acme, beta]);
  expect(second.conversation).toMatchObject({ id: first.conversation.id, companyId: beta });
});

test('a session of another workspace is no session here', async () => {
  const session = await addSession(sql, newId());
  const admitted = admittedTo(workspaceId, session);
  await expect(
    deps.db.transaction((tx) => continueConversation(deps, tx, { admitted, agentId: null })),
  ).rejects.toMatchObject({ code: 'session_closed' });
});
