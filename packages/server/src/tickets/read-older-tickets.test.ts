import { expect, test } from 'vitest';
import { addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';
import { escalateConversation } from './escalate-conversation.ts';
import { readOlderTickets } from './read-older-tickets.ts';

const room = await workRoom();
const { deps, sql, workspaceId } = room;
const MORE_THAN_A_SLICE = 230;

test('the words of tickets from before filters are read slice by slice, also by two workers side by side', async () => {
  const session = await addSession(sql, workspaceId);
  const { conversation } = await room.say(admittedTo(workspaceId, session), 'My EXPORT fails');
  const escalation = { workspaceId, conversationId: conversation.id, priority: 'normal', reason: {} } as const;
  const { ticket } = await escalateConversation(deps, escalation);
  const [model] = await sql`select facts from tickets where id = ${ticket.id}`;
  expect(model!.facts).toMatchObject({ email_body: expect.anything() });
  await sql`update tickets set facts = '{}', facts_read = false where id = ${ticket.id}`;
  await sql`
    insert into tickets select (jsonb_populate_record(t, jsonb_build_object(
      'id', gen_random_uuid(), 'conversation_id', gen_random_uuid()))).*
    from tickets t, generate_series(1, ${MORE_THAN_A_SLICE}) where t.id = ${ticket.id}`;
  await Promise.all([readOlderTickets(deps), readOlderTickets(deps)]);
  // What both left to each other is read by the next.
  await readOlderTickets(deps);
  expect(await sql`select count(*)::int as n from tickets where not facts_read`).toMatchObject([{ n: 0 }]);
  expect(await sql`select facts from tickets where id = ${ticket.id}`).toMatchObject([{ facts: model!.facts }]);
  expect(await sql`select from tickets where facts = '{}'`).toHaveLength(0);
});
