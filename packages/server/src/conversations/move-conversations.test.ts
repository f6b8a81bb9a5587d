import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { addContact, addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';

const room = await workRoom();
const { sql, workspaceId } = room;

async function personWithChat() {
  const contactId = await addContact(sql, workspaceId);
  const session = await addSession(sql, workspaceId, { contactId, trust: 'verified' });
  const { conversation } = await room.say(admittedTo(workspaceId, session), 'Hi');
  const ticket = newId();
  await sql`
    insert into tickets (workspace_id, id, conversation_id, contact_id, subject, created_at, updated_at)
    values (${workspaceId}, ${ticket}, ${conversation.id}, ${contactId}, 'It broke', now(), now())`;
  await sql`
    insert into events (workspace_id, id, contact_id, type, at, trust)
    values (${workspaceId}, ${newId()}, ${contactId}, 'exported', now(), 'claimed')`;
  return contactId;
}

/** How many children hang on a contact, and under whom its conversations are held. */
async function childrenOf(contactId: string) {
  const [row] = await sql`
    select (select count(*)::int from sessions where contact_id = ${contactId}) as sessions,
           (select count(*)::int from conversations where contact_id = ${contactId}) as conversations,
           (select count(*)::int from tickets where contact_id = ${contactId}) as tickets,
           (select count(*)::int from events where contact_id = ${contactId}) as events,
           (select json_agg(held_by order by id) from conversations where contact_id = ${contactId}) as "heldBy"`;
  return row;
}

const NONE = { sessions: 0, conversations: 0, tickets: 0, events: 0, heldBy: null };

test('case 23: sessions, conversations, tickets and events move with a merge, chained ones keep their holder, and come back', async () => {
  const [a, b, c] = [await personWithChat(), await personWithChat(), await personWithChat()];
  const first = { workspaceId, mergeId: newId(), winnerId: b, loserId: a };
  const second = { workspaceId, mergeId: newId(), winnerId: c, loserId: b };
  await room.tell('contactsMerged', [{ ...first, samePerson: false }]);
  expect(await childrenOf(a)).toEqual(NONE);
  expect(await childrenOf(b)).toEqual({ sessions: 2, conversations: 2, tickets: 2, events: 2, heldBy: [a, null] });
  await room.tell('contactsMerged', [{ ...second, samePerson: false }]);
  expect(await childrenOf(c)).toMatchObject({
    sessions: 3,
    conversations: 3,
    tickets: 3,
    events: 3,
    heldBy: [a, b, null],
  });

  await room.tell('contactsUnmerged', [{ ...second, holders: [b, a] }]);
  expect(await childrenOf(c)).toMatchObject({ sessions: 1, conversations: 1, tickets: 1, events: 1, heldBy: [null] });
  expect(await childrenOf(b)).toMatchObject({ sessions: 2, heldBy: [a, null] });
  await room.tell('contactsUnmerged', [{ ...first, holders: [a] }]);
  expect(await childrenOf(a)).toEqual({ sessions: 1, conversations: 1, tickets: 1, events: 1, heldBy: [null] });
});

test('one person merged stays whole, and what nobody will undo leaves no note', async () => {
  const [lead, user] = [await personWithChat(), await personWithChat()];
  await room.tell('contactsMerged', [{ workspaceId, mergeId: null, winnerId: user, loserId: lead, samePerson: true }]);
  expect(await childrenOf(user)).toMatchObject({ conversations: 2, heldBy: [null, null] });
  expect(
    await sql`select from merge_moves v join conversations c on c.id = v.row_id where c.contact_id = ${user}`,
  ).toHaveLength(0);
});
