import { expect, test } from 'vitest';
import { addNote } from '../conversations/add-note.ts';
import { handBack } from '../conversations/hand-back.ts';
import { CONTACTED, noteContacted } from '../conversations/note-contacted.ts';
import { readHistory } from '../conversations/read-history.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import { newId } from '../db/new-id.ts';
import { addContact, addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';
import { changeTicket } from './change-ticket.ts';
import { escalateConversation } from './escalate-conversation.ts';
import { replyToConversation } from './reply-to-conversation.ts';
import { takeOverConversation } from './take-over-conversation.ts';
import { findTicketOfConversation } from './ticket-store.ts';
import { wakeSnoozedTickets } from './wake-snoozed-tickets.ts';

const room = await workRoom();
const { deps, sql, workspaceId } = room;
const sam = { id: 'sam', name: 'Sam' };
const alex = { id: 'alex', name: 'Alex' };

async function begin(body = 'My export fails') {
  const session = await addSession(sql, workspaceId);
  const { conversation } = await room.say(admittedTo(workspaceId, session), body);
  return { session, conversationId: conversation.id };
}

const conversationOf = (id: string) => requireConversation(deps, workspaceId, id);
const ticketOf = (id: string) => findTicketOfConversation(sql, workspaceId, id);

test('take-over pauses the AI, says who joined, and puts the ticket in progress with the taker', async () => {
  const { conversationId } = await begin();
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: sam });
  expect(await conversationOf(conversationId)).toMatchObject({
    handledBy: 'teammate',
    teammateName: 'Sam',
    lastMessage: 'Sam joined',
    lastAuthor: 'system',
  });
  expect(await ticketOf(conversationId)).toMatchObject({
    status: 'in_progress',
    assigneeId: 'sam',
    subject: 'My export fails',
  });
});

test('of ten teammates who take over at once one wins, the others learn who', async () => {
  const { conversationId } = await begin();
  const takers = Array.from({ length: 10 }, (_, n) => ({ id: `t${n}`, name: `Taker ${n}` }));
  const results = await Promise.allSettled(
    takers.map((teammate) => takeOverConversation(deps, { workspaceId, conversationId, teammate })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const winner = takers[results.findIndex((result) => result.status === 'fulfilled')]!;
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason).toMatchObject({ code: 'conflict', details: { teammate_name: winner.name } });
  }
  expect(await ticketOf(conversationId)).toMatchObject({ assigneeId: winner.id });
  const history = await readHistory(deps, { workspaceId, conversationId, limit: 50 });
  expect(history.filter((message) => message.author === 'system')).toHaveLength(1);
});

test('taking over twice changes nothing; handing back lets the AI answer, once', async () => {
  const { conversationId } = await begin();
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: sam });
  const { lastSeq } = await conversationOf(conversationId);
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: sam });
  expect(await conversationOf(conversationId)).toMatchObject({ lastSeq });
  await handBack(deps, { workspaceId, conversationId, teammate: sam });
  await handBack(deps, { workspaceId, conversationId, teammate: sam });
  expect(await conversationOf(conversationId)).toMatchObject({
    handledBy: 'ai',
    teammateId: null,
    lastSeq: lastSeq + 1,
  });
});

test('a reply takes over from the AI but not from a colleague, and a repeat is said once', async () => {
  const { conversationId } = await begin();
  const reply = { workspaceId, conversationId, teammate: sam, body: 'I am looking', clientId: 'r1' };
  const first = await replyToConversation(deps, reply);
  const second = await replyToConversation(deps, reply);
  expect(second.id).toBe(first.id);
  await replyToConversation(deps, { ...reply, teammate: alex, body: 'Me too', clientId: 'r2' });
  expect(await conversationOf(conversationId)).toMatchObject({ teammateId: 'sam', lastMessage: 'Me too' });
  expect(await ticketOf(conversationId)).toMatchObject({ assigneeId: 'sam', status: 'in_progress' });
});

test('a reply to a completed conversation brings it back, so that the person’s answer meets the teammate', async () => {
  const { session, conversationId } = await begin();
  room.turnClock(31);
  await replyToConversation(deps, { workspaceId, conversationId, teammate: sam, body: 'Sorry', clientId: '1' });
  const { conversation } = await room.say(admittedTo(workspaceId, session), 'No problem');
  expect(conversation).toMatchObject({ id: conversationId, status: 'live', handledBy: 'teammate' });
});

test('a take-over of an old conversation leaves the session’s live one alone', async () => {
  const { session, conversationId } = await begin();
  room.turnClock(31);
  const { conversation: live } = await room.say(admittedTo(workspaceId, session), 'Something new');
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: sam });
  expect(await conversationOf(conversationId)).toMatchObject({ status: 'completed', handledBy: 'teammate' });
  expect(await conversationOf(live.id)).toMatchObject({ status: 'live', handledBy: 'ai' });
});

test('ten escalations at once open one ticket; its subject is what the person said first', async () => {
  const { conversationId } = await begin('Invoices\n  are   wrong');
  const escalate = () =>
    escalateConversation(deps, { workspaceId, conversationId, priority: 'normal', reason: { signal: 'tool' } });
  const made = await Promise.all(Array.from({ length: 10 }, escalate));
  expect(made.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(made.map(({ ticket }) => ticket.id)).size).toBe(1);
  expect(made[0]!.ticket).toMatchObject({ status: 'open', subject: 'Invoices are wrong', reason: { signal: 'tool' } });
  const raised = await escalateConversation(deps, { workspaceId, conversationId, priority: 'priority', reason: {} });
  expect(raised).toMatchObject({ created: false, ticket: { status: 'priority' } });
});

test('case 13: a ticket follows its visitor’s conversation to the contact', async () => {
  const { session, conversationId } = await begin();
  await escalateConversation(deps, { workspaceId, conversationId, priority: 'normal', reason: {} });
  const contactId = await addContact(sql, workspaceId);
  const linked = { conversations: 0, tickets: 0 };
  await room.tell('sessionsBound', [
    { workspaceId, sessionRowId: session, contactId, heldBy: null, leadId: null, trust: 'verified', linked },
  ]);
  expect(linked).toEqual({ conversations: 1, tickets: 1 });
  expect(await ticketOf(conversationId)).toMatchObject({ contactId, trust: 'verified' });
});

test('a customer’s message reopens a resolved ticket, a teammate’s and a note’s do not', async () => {
  const { session, conversationId } = await begin();
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: sam });
  const { id: ticketId } = (await ticketOf(conversationId))!;
  await changeTicket(deps, { workspaceId, ticketId, change: { status: 'resolved' } });
  expect(await conversationOf(conversationId)).toMatchObject({ outcome: 'resolved' });
  await replyToConversation(deps, { workspaceId, conversationId, teammate: sam, body: 'Bye', clientId: '1' });
  expect(await ticketOf(conversationId)).toMatchObject({ status: 'resolved' });
  await room.say(admittedTo(workspaceId, session), 'It broke again');
  expect(await ticketOf(conversationId)).toMatchObject({ status: 'open', resolvedAt: null, assigneeId: 'sam' });
  expect(await conversationOf(conversationId)).toMatchObject({ outcome: 'escalated' });
});

test('a snooze needs an end in the future, and the job wakes what is due', async () => {
  const { conversationId } = await begin();
  const { ticket } = await escalateConversation(deps, { workspaceId, conversationId, priority: 'normal', reason: {} });
  const snooze = (snoozedUntil: Date | null) =>
    changeTicket(deps, { workspaceId, ticketId: ticket.id, change: { status: 'snoozed', snoozedUntil } });
  for (const end of [null, new Date(deps.now().getTime() - 1)]) {
    await expect(snooze(end)).rejects.toMatchObject({ code: 'invalid_request' });
  }
  await snooze(new Date(deps.now().getTime() + 600_000));
  await wakeSnoozedTickets(deps);
  expect(await ticketOf(conversationId)).toMatchObject({ status: 'snoozed' });
  room.turnClock(11);
  await wakeSnoozedTickets(deps);
  expect(await ticketOf(conversationId)).toMatchObject({ status: 'open', snoozedUntil: null });
});

test('assigning passes a taken conversation on, and leaves the AI its own', async () => {
  const { conversationId } = await begin();
  const { ticket } = await escalateConversation(deps, { workspaceId, conversationId, priority: 'normal', reason: {} });
  const assign = (assignee: typeof sam | null) =>
    changeTicket(deps, { workspaceId, ticketId: ticket.id, change: { assignee } });
  await assign(sam);
  expect(await conversationOf(conversationId)).toMatchObject({ handledBy: 'ai' });
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: sam });
  await assign(alex);
  expect(await conversationOf(conversationId)).toMatchObject({ teammateId: 'alex', lastMessage: 'Alex joined' });
  expect(await assign(null)).toMatchObject({ assigneeId: null, assigneeName: null });
});

test('take-over, messages and identify of one session at once neither deadlock nor lose a word', async () => {
  const { session, conversationId } = await begin();
  const contactId = await addContact(sql, workspaceId);
  const linked = { conversations: 0, tickets: 0 };
  await Promise.all([
    ...Array.from({ length: 10 }, (_, n) => room.say(admittedTo(workspaceId, session), `m${n}`)),
    takeOverConversation(deps, { workspaceId, conversationId, teammate: sam }),
    escalateConversation(deps, { workspaceId, conversationId, priority: 'normal', reason: {} }),
    deps.db.transaction(async (tx) => {
      await tx.sql`update sessions set contact_id = ${contactId}, trust = 'claimed' where id = ${session}`;
      await deps.publish(tx, 'sessionsBound', [
        { workspaceId, sessionRowId: session, contactId, heldBy: null, leadId: null, trust: 'claimed', linked },
      ]);
    }),
  ]);
  const history = await readHistory(deps, { workspaceId, conversationId, limit: 50 });
  expect(history.map((message) => message.seq)).toEqual(history.map((_, index) => index + 1));
  expect(history.filter((message) => message.author === 'user')).toHaveLength(11);
  expect(await ticketOf(conversationId)).toMatchObject({ contactId, status: 'in_progress' });
});

test('case 99: nothing of another workspace can be taken, escalated or changed', async () => {
  const { conversationId } = await begin();
  const { ticket } = await escalateConversation(deps, { workspaceId, conversationId, priority: 'normal', reason: {} });
  const foreign = newId();
  const attempts = [
    () => takeOverConversation(deps, { workspaceId: foreign, conversationId, teammate: sam }),
    () => escalateConversation(deps, { workspaceId: foreign, conversationId, priority: 'normal', reason: {} }),
    () => handBack(deps, { workspaceId: foreign, conversationId, teammate: sam }),
    () => changeTicket(deps, { workspaceId: foreign, ticketId: ticket.id, change: { status: 'resolved' } }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
});

test('whom a teammate wrote to is noted with them and their company, at its time and never back; a note to the team is none', async () => {
  const { session, conversationId } = await begin();
  const contactId = await addContact(sql, workspaceId);
  await sql`update sessions set contact_id = ${contactId} where id = ${session}`;
  await sql`update conversations set contact_id = ${contactId} where id = ${conversationId}`;
  const lastContacted = async () => {
    const [row] = await sql`select last_contacted_at as at from contacts where id = ${contactId}`;
    return row?.at as string | null;
  };
  const reply = (clientId: string) =>
    replyToConversation(deps, { workspaceId, conversationId, teammate: sam, body: 'Here you are', clientId });
  await addNote(deps, { workspaceId, conversationId, teammate: sam, body: 'Ask Alex', clientId: newId() });
  await noteContacted(deps, { workspaceId, conversationId });
  expect(await lastContacted()).toBeNull();
  const { createdAt } = await reply(newId());
  const [job] =
    await sql`select 1 from jobs.job where name = ${CONTACTED} and data->>'conversationId' = ${conversationId}`;
  expect(job).toBeDefined();
  await noteContacted(deps, { workspaceId, conversationId });
  expect(Date.parse((await lastContacted()) ?? '')).toBe(Date.parse(createdAt));
  await sql`update contacts set last_contacted_at = '2999-01-01' where id = ${contactId}`;
  await noteContacted(deps, { workspaceId, conversationId });
  expect((await lastContacted())?.startsWith('2999')).toBe(true);
});
