import type { CustomerPanelAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { TicketStatus } from '@halo/wire/sdk/tickets.ts';
import { PICTURE_WORDS } from '../conversations/attachment.ts';
import { firstWords } from '../conversations/conversation.ts';
import type { Sql } from '../db/database.ts';

/** A thread, and whose it is: a contact's, or while nobody is known its session's. */
export interface ThreadOwner {
  workspaceId: string;
  conversationId: string;
  contactId: string | null;
  sessionRowId: string | null;
}

const TITLE_CHARACTERS = 120;

function ofOwner(sql: Sql, { contactId, sessionRowId }: ThreadOwner) {
  return contactId === null
    ? sql`c.session_id = ${sessionRowId}::uuid and c.contact_id is null`
    : sql`c.contact_id = ${contactId}`;
}

/** The newest other conversations of a thread's owner. */
export async function listOtherConversations(
  sql: Sql,
  owner: ThreadOwner,
  limit: number,
): Promise<CustomerPanelAnswer['otherConversations']> {
  const rows = await sql<{ id: string; status: 'live' | 'completed'; at: string; words: string | null }[]>`
    select c.id, c.status, c.last_message_at as at, coalesce((
      select left(coalesce(nullif(f.body, ''), ${PICTURE_WORDS}), ${4 * TITLE_CHARACTERS}) from messages f
      where f.workspace_id = c.workspace_id and f.conversation_id = c.id and f.author = 'user'
      order by f.seq limit 1), c.last_message) as words
    from conversations c
    where c.workspace_id = ${owner.workspaceId} and c.id <> ${owner.conversationId} and ${ofOwner(sql, owner)}
      and c.last_message is not null
    order by c.last_message_at desc, c.id desc limit ${limit}`;
  return rows.map(({ words, ...row }) => ({ ...row, title: firstWords(words ?? '', TITLE_CHARACTERS) }));
}

/** The newest other tickets of a thread's owner. */
export async function listOtherTickets(
  sql: Sql,
  owner: ThreadOwner,
  limit: number,
): Promise<CustomerPanelAnswer['otherTickets']> {
  return sql<{ id: string; conversationId: string; subject: string; status: TicketStatus; at: string }[]>`
    select t.id, t.conversation_id as "conversationId", t.subject, t.status, t.updated_at as at
    from tickets t join conversations c on c.workspace_id = t.workspace_id and c.id = t.conversation_id
    where t.workspace_id = ${owner.workspaceId} and t.conversation_id <> ${owner.conversationId} and ${ofOwner(sql, owner)}
    order by t.updated_at desc, t.id desc limit ${limit}`;
}
