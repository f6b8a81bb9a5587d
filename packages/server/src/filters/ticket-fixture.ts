import type { Sql } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { NOW } from './audience-fixture.ts';
import { parseFilter, type SavedFilter } from './filter.ts';
import { binding } from './filter-to-sql.ts';
import { readFacts } from './read-value.ts';
import { type TicketScope, ticketFilterSql } from './ticket-filter.ts';

/** A ticket of the tests, as the room of tickets would store it. */
export interface FixtureTicket {
  subject: string;
  body?: string | null;
  contactId?: string | null;
  status?: string;
  source?: string;
  channel?: 'chat' | 'api';
  autoCreated?: boolean;
  metadata?: Record<string, unknown>;
  assigneeId?: string | null;
  inboxId?: string | null;
  categoryId?: string | null;
}

/** Writes tickets with their conversations and facts; answers their ids in order. */
export async function storeTickets(
  sql: Sql,
  workspaceId: string,
  tickets: readonly FixtureTicket[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const ticket of tickets) {
    const { subject, body = null, contactId = null, status = 'open', source = 'api', channel = 'api' } = ticket;
    const [id, conversationId] = [newId(), newId()];
    const at = NOW.toISOString();
    ids.push(id);
    const conversation = { workspace_id: workspaceId, id: conversationId, contact_id: contactId, channel };
    await sql`insert into conversations ${sql({ ...conversation, created_at: at, last_message_at: at } as never)}`;
    const custom = Object.entries(ticket.metadata ?? {}).map(([key, value]) => [`custom:${key}`, value]);
    const words = { email_subject: subject, email_body: body, source };
    const facts = readFacts({ ...Object.fromEntries(custom), ...words }, 'UTC');
    const row = {
      ...{
        workspace_id: workspaceId,
        id,
        conversation_id: conversationId,
        contact_id: contactId,
        subject,
        status,
        source,
      },
      ...{ auto_created: ticket.autoCreated ?? false, assignee_id: ticket.assigneeId ?? null },
      ...{ inbox_id: ticket.inboxId ?? null, category_id: ticket.categoryId ?? null, created_at: at, updated_at: at },
    };
    await sql`insert into tickets ${sql({ ...row, facts: sql.json(facts as never), facts_read: true } as never)}`;
  }
  return ids;
}

/** Which tickets of a workspace a filter means, by their subjects. */
export async function ticketsMatching(
  sql: Sql,
  workspaceId: string,
  filter: unknown,
  scope: Partial<TicketScope> = {},
  saved?: ReadonlyMap<string, SavedFilter>,
): Promise<string[]> {
  const { bind, params } = binding();
  const whole: TicketScope = { workspaceId, identityMode: 'off', zone: 'UTC', now: NOW, ...scope };
  const passes = ticketFilterSql(parseFilter(filter, saved, 'tickets'), whole, bind);
  const rows = await sql.unsafe<{ subject: string; passes: boolean | null }[]>(
    `select t.subject, ${passes} as passes from tickets t
     left join contact_facts f on f.workspace_id = t.workspace_id and f.contact_id = t.contact_id
     where t.workspace_id = ${bind(workspaceId)}::text::uuid`,
    params as never[],
  );
  if (rows.some((row) => row.passes === null)) throw new Error('a condition was neither true nor false');
  return rows.flatMap((row) => (row.passes ? [row.subject] : [])).sort();
}
