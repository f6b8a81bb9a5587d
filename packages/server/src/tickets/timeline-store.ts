import type { TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { TicketStatus } from '@halo/wire/sdk/tickets.ts';
import { firstWords } from '../conversations/conversation.ts';
import type { Sql } from '../db/database.ts';

export interface TimelineStretch {
  workspaceId: string;
  contactId: string;
  /** The last item of the page before. */
  before: { at: string; id: string } | null;
  limit: number;
}

const TITLE_CHARACTERS = 120;

/** Conversations of a contact by what the person said first, newest first. */
export async function timelineConversations(sql: Sql, stretch: TimelineStretch): Promise<TimelineItem[]> {
  const { workspaceId, contactId, before, limit } = stretch;
  const rows = await sql<{ id: string; at: string; status: 'live' | 'completed'; words: string | null }[]>`
    select c.id, c.created_at as at, c.status, left(coalesce(nullif(q.body, ''), c.last_message), ${4 * TITLE_CHARACTERS}) as words
    from conversations c
    left join lateral (
      select m.body from messages m
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.author = 'user' and not m.internal
      order by m.seq limit 1) q on true
    where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId}
      ${before ? sql`and (c.created_at, c.id) < (${before.at}, ${before.id})` : sql``}
    order by c.created_at desc, c.id desc limit ${limit}`;
  return rows.map(({ words, ...row }) => ({
    type: 'conversation',
    ...row,
    title: firstWords(words ?? '', TITLE_CHARACTERS),
  }));
}

/** Tickets of a contact by the time they were opened, newest first. */
export async function timelineTickets(sql: Sql, stretch: TimelineStretch): Promise<TimelineItem[]> {
  const { workspaceId, contactId, before, limit } = stretch;
  const rows = await sql<{ id: string; at: string; conversationId: string; subject: string; status: TicketStatus }[]>`
    select t.id, t.created_at as at, t.conversation_id as "conversationId", t.subject, t.status from tickets t
    where t.workspace_id = ${workspaceId} and t.contact_id = ${contactId}
      ${before ? sql`and (t.created_at, t.id) < (${before.at}, ${before.id})` : sql``}
    order by t.created_at desc, t.id desc limit ${limit}`;
  return rows.map((row) => ({ type: 'ticket', ...row }));
}

/** Behaviour events of a contact, newest first. */
export async function timelineEvents(sql: Sql, stretch: TimelineStretch): Promise<TimelineItem[]> {
  const { workspaceId, contactId, before, limit } = stretch;
  const rows = await sql<{ id: string; at: string; eventType: string; pageUrl: string | null }[]>`
    select e.id, e.at, e.type as "eventType", e.page_url as "pageUrl" from events e
    where e.workspace_id = ${workspaceId} and e.contact_id = ${contactId}
      ${before ? sql`and (e.at, e.id) < (${before.at}, ${before.id})` : sql``}
    order by e.at desc, e.id desc limit ${limit}`;
  return rows.map((row) => ({ type: 'event', ...row }));
}
