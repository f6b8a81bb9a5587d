import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { addContact, addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';
import { addNote } from './add-note.ts';
import { listOwnConversations } from './list-own-conversations.ts';
import { markReadByPerson } from './mark-read.ts';
import { OWN_CONVERSATIONS, type OwnReader } from './own-conversation.ts';
import { rateConversation } from './rate-conversation.ts';
import { readOwnMessages } from './read-own-messages.ts';

const room = await workRoom();
const { deps, sql, workspaceId } = room;

function reader(sessionRowId: string, more: Partial<OwnReader> = {}): OwnReader {
  return { workspaceId, sessionRowId, contactId: null, heldBy: null, trust: 'anonymous', ...more };
}

async function visible(of: OwnReader): Promise<string[]> {
  return (await listOwnConversations(deps, of)).conversations.map((conversation) => conversation.id);
}

/** A session of a contact with one conversation in it. */
async function talk(contactId: string | undefined, trust: 'anonymous' | 'claimed' | 'verified') {
  const session = await addSession(sql, workspaceId, { contactId, trust });
  const { conversation } = await room.say(admittedTo(workspaceId, session), `as ${trust}`);
  return { session, id: conversation.id };
}

function bind(sessionRowId: string, contactId: string, trust: 'claimed' | 'verified') {
  const linked = { conversations: 0, tickets: 0 };
  return {
    linked,
    done: room.tell('sessionsBound', [
      { workspaceId, sessionRowId, contactId, heldBy: null, leadId: null, trust, linked },
    ]),
  };
}

test('a verified person sees their verified conversations on every device, and none that were only claimed', async () => {
  const jane = await addContact(sql, workspaceId);
  const phone = await talk(jane, 'verified');
  const forged = await talk(jane, 'claimed');
  const laptop = await addSession(sql, workspaceId, { contactId: jane, trust: 'verified' });
  const seen = await visible(reader(laptop, { contactId: jane, trust: 'verified' }));
  expect(seen).toEqual([phone.id]);
  await expect(
    readOwnMessages(deps, reader(laptop, { contactId: jane, trust: 'verified' }), {
      conversationId: forged.id,
      after: 0,
    }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('the list goes on page by page, none left out and none twice, and ends', async () => {
  const jane = await addContact(sql, workspaceId);
  const ids: string[] = [];
  for (let count = 0; count < OWN_CONVERSATIONS + 2; count++) ids.unshift((await talk(jane, 'verified')).id);
  const laptop = await addSession(sql, workspaceId, { contactId: jane, trust: 'verified' });
  const me = reader(laptop, { contactId: jane, trust: 'verified' });
  const first = await listOwnConversations(deps, me);
  const second = await listOwnConversations(deps, me, first.nextCursor!);
  expect([...first.conversations, ...second.conversations].map(({ id }) => id)).toEqual(ids);
  expect([first.conversations.length, second.nextCursor]).toEqual([OWN_CONVERSATIONS, null]);
  await expect(listOwnConversations(deps, me, 'bm9wZQ')).rejects.toMatchObject({ code: 'invalid_request' });
});

test('case 41: a claimed session sees only its own, never what the named person proved elsewhere', async () => {
  const jane = await addContact(sql, workspaceId);
  const proven = await talk(jane, 'verified');
  const mine = await talk(jane, 'claimed');
  const forger = reader(mine.session, { contactId: jane, trust: 'claimed' });
  expect(await visible(forger)).toEqual([mine.id]);
  await expect(readOwnMessages(deps, forger, { conversationId: proven.id, after: 0 })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('case 19: somebody else’s conversation can neither be read, marked nor rated, as if it did not exist', async () => {
  const other = await talk(undefined, 'anonymous');
  const stranger = reader(await addSession(sql, workspaceId));
  const conversationId = other.id;
  const attempts = [
    () => readOwnMessages(deps, stranger, { conversationId, after: 0 }),
    () => markReadByPerson(deps, stranger, { conversationId, seq: 1 }),
    () => rateConversation(deps, stranger, { conversationId, rating: 'bad', comment: null, messageId: null }),
    () => readOwnMessages(deps, { ...reader(other.session), workspaceId: newId() }, { conversationId, after: 0 }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
});

test('cases 13 and 15: what a visitor said is theirs on every device once their session is proven', async () => {
  const visitor = await talk(undefined, 'anonymous');
  const jane = await addContact(sql, workspaceId);
  const bound = bind(visitor.session, jane, 'verified');
  await bound.done;
  expect(bound.linked.conversations).toBe(1);
  const laptop = await addSession(sql, workspaceId, { contactId: jane, trust: 'verified' });
  expect(await visible(reader(laptop, { contactId: jane, trust: 'verified' }))).toEqual([visitor.id]);
});

test('linking by claim is for the team and that session, until the same session proves itself', async () => {
  const visitor = await talk(undefined, 'anonymous');
  const jane = await addContact(sql, workspaceId);
  const laptop = reader(await addSession(sql, workspaceId, { contactId: jane }), {
    contactId: jane,
    trust: 'verified',
  });
  await bind(visitor.session, jane, 'claimed').done;
  expect(await visible(laptop)).toEqual([]);
  expect(await visible(reader(visitor.session, { contactId: jane, trust: 'claimed' }))).toEqual([visitor.id]);
  const raised = bind(visitor.session, jane, 'verified');
  await raised.done;
  expect(raised.linked.conversations).toBe(0);
  expect(await visible(laptop)).toEqual([visitor.id]);
});

test('case 16: a second identify with another id moves nothing, and a repeat counts nothing', async () => {
  const visitor = await talk(undefined, 'anonymous');
  const [jane, joe] = [await addContact(sql, workspaceId), await addContact(sql, workspaceId)];
  await bind(visitor.session, jane, 'verified').done;
  const repeat = bind(visitor.session, jane, 'verified');
  await repeat.done;
  const other = bind(visitor.session, joe, 'verified');
  await other.done;
  expect([repeat.linked, other.linked]).toEqual(Array(2).fill({ conversations: 0, tickets: 0 }));
  const joes = reader(visitor.session, { contactId: joe, trust: 'verified' });
  expect(await visible(joes)).toEqual([]);
});

test('case 16: what was said under one claimed id is not linked to the other person a session turns out to be', async () => {
  const session = await addSession(sql, workspaceId, { claimedExternalId: 'somebody' });
  await room.say(admittedTo(workspaceId, session, { trust: 'claimed' }), 'I am somebody');
  const other = await addContact(sql, workspaceId, { externalId: 'somebody-else' });
  const bound = bind(session, other, 'verified');
  await bound.done;
  expect(bound.linked.conversations).toBe(0);
  const [row] = await sql`select contact_id, claimed_external_id from conversations where session_id = ${session}`;
  expect(row).toEqual({ contact_id: null, claimed_external_id: 'somebody' });
});

test('an id claimed in chat is linked for the team when Halo first hears of it, and stays claimed', async () => {
  const session = await addSession(sql, workspaceId, { claimedExternalId: 'later' });
  const { conversation } = await room.say(admittedTo(workspaceId, session, { trust: 'claimed' }), 'hi');
  const contactId = await addContact(sql, workspaceId, { externalId: 'later' });
  const linked = { conversations: 0, tickets: 0 };
  await room.tell('contactsWritten', [
    {
      ...{ workspaceId, contactId, externalId: 'later', created: true, announced: true },
      ...{ changed: [], trust: 'claimed', quiet: false, linked },
    },
  ]);
  expect(linked.conversations).toBe(1);
  const elsewhere = await addSession(sql, workspaceId, { contactId, trust: 'verified' });
  expect(await visible(reader(elsewhere, { contactId, trust: 'verified' }))).toEqual([]);
  expect(await visible(reader(session, { contactId, trust: 'claimed' }))).toEqual([conversation.id]);
});

test('an identify and a first message at the same moment never leave the conversation nobody’s', async () => {
  for (let round = 0; round < 10; round++) {
    const session = await addSession(sql, workspaceId);
    const jane = await addContact(sql, workspaceId);
    const linked = { conversations: 0, tickets: 0 };
    const identify = deps.db.transaction(async (tx) => {
      await tx.sql`update sessions set contact_id = ${jane}, trust = 'verified' where id = ${session}`;
      await deps.publish(tx, 'sessionsBound', [
        { workspaceId, sessionRowId: session, contactId: jane, heldBy: null, leadId: null, trust: 'verified', linked },
      ]);
    });
    const [{ conversation }] = await Promise.all([room.say(admittedTo(workspaceId, session), 'hi'), identify]);
    const seen = await visible(reader(session, { contactId: jane, trust: 'verified' }));
    expect(seen).toEqual([conversation.id]);
    const [row] = await sql`select contact_id, trust from conversations where id = ${conversation.id}`;
    expect(row).toEqual({ contact_id: jane, trust: 'verified' });
  }
});

test('case 100: private notes are in no answer, no preview and no unread count of the person', async () => {
  const { session, id: conversationId } = await talk(undefined, 'anonymous');
  await room.say(admittedTo(workspaceId, session), 'an answer', { author: 'ai' });
  await addNote(deps, {
    workspaceId,
    conversationId,
    teammate: { id: 's', name: 'Sam' },
    body: 'secret',
    clientId: '1',
  });
  const own = await readOwnMessages(deps, reader(session), { conversationId, after: 0 });
  expect(JSON.stringify(own)).not.toContain('secret');
  expect(own.messages.map((message) => message.seq)).toEqual([1, 2]);
  expect(own.conversation).toMatchObject({ unread: 1, lastMessage: 'an answer' });
});

test('a read mark moves forward only, never past the last message, and writing reads everything before', async () => {
  const { session, id: conversationId } = await talk(undefined, 'anonymous');
  const me = reader(session);
  const unread = async () => (await listOwnConversations(deps, me)).conversations[0]?.unread;
  await room.say(admittedTo(workspaceId, session), 'one', { author: 'ai' });
  await room.say(admittedTo(workspaceId, session), 'two', { author: 'ai' });
  expect(await unread()).toBe(2);
  await markReadByPerson(deps, me, { conversationId, seq: 2 });
  await markReadByPerson(deps, me, { conversationId, seq: 1 });
  expect(await unread()).toBe(1);
  await markReadByPerson(deps, me, { conversationId, seq: 2_000_000_000 });
  expect(await unread()).toBe(0);
  await room.say(admittedTo(workspaceId, session), 'three', { author: 'ai' });
  expect(await unread()).toBe(1);
  await room.say(admittedTo(workspaceId, session), 'my answer');
  expect(await unread()).toBe(0);
});

test('a rating names a message of this conversation or none, and the last one counts', async () => {
  const { session, id: conversationId } = await talk(undefined, 'anonymous');
  const { message } = await room.say(admittedTo(workspaceId, session), 'an answer', { author: 'ai' });
  const foreign = await talk(undefined, 'anonymous');
  const [theirs] = (await readOwnMessages(deps, reader(foreign.session), { conversationId: foreign.id, after: 0 }))
    .messages;
  const rate = (messageId: string | null, rating: 'good' | 'bad') =>
    rateConversation(deps, reader(session), { conversationId, rating, comment: 'so so', messageId });
  await rate(message.id, 'bad');
  await rate(null, 'good');
  await expect(rate(theirs!.id, 'bad')).rejects.toMatchObject({ code: 'not_found' });
  expect((await listOwnConversations(deps, reader(session))).conversations[0]).toMatchObject({
    rating: 'good',
    ratingComment: 'so so',
  });
});
