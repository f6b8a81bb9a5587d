import type { Sql } from '../db/database.ts';
import { COLUMNS, type ConversationRow, toConversation } from './conversation-store.ts';
import type { OwnConversation, OwnReader } from './own-conversation.ts';

type OwnRow = ConversationRow & { unread: number; typing_name: string | null; typing_until: string | null };

function toOwn(row: OwnRow): OwnConversation {
  const { typing_name: name, typing_until: until } = row;
  return { ...toConversation(row), unread: row.unread, typing: name && until ? { name, until } : null };
}

/**
 * The rule of who sees which conversation (safety R2, identity S6), for `c`. A session sees what it holds, unless that
 * is tied by proof to somebody it does not speak for; a verified person also sees, on every device, what is tied to them
 * by proof; of a contact that was merged away, what was held under it. What was only claimed elsewhere is for teammates' eyes.
 */
function visibleTo(sql: Sql, reader: OwnReader) {
  const person = reader.trust === 'anonymous' ? null : reader.contactId;
  const theirs = reader.heldBy === null ? sql`true` : sql`c.held_by = ${reader.heldBy}::uuid`;
  return sql`(
    (c.session_id = ${reader.sessionRowId}
      and (c.contact_id is null or (c.contact_id = ${person}::uuid and ${theirs}) or c.trust <> 'verified'))
    or (${reader.trust === 'verified'} and c.trust = 'verified' and c.contact_id = ${person}::uuid and ${theirs}))`;
}

function unreadOf(sql: Sql) {
  return sql`(
    select count(*)::int from messages m
    where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.seq > c.user_read_seq
      and m.author in ('ai', 'teammate') and not m.internal)`;
}

const columns = COLUMNS.map((column) => `c.${column}`);

function typingIn(sql: Sql) {
  return sql`
    case when c.typing_until > now() then c.typing_name end as typing_name,
    case when c.typing_until > now() then c.typing_until end as typing_until`;
}

/** The newest conversations that the reader may see and in which something was said; `before` goes on behind a row. */
export async function listVisible(
  sql: Sql,
  reader: OwnReader,
  limit: number,
  before: { at: string; id: string } | null = null,
): Promise<OwnConversation[]> {
  const behind = before ? sql`and (c.last_message_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``;
  const rows = await sql<OwnRow[]>`
    select ${sql(columns)}, ${unreadOf(sql)} as unread, ${typingIn(sql)}
    from conversations c
    where c.workspace_id = ${reader.workspaceId} and ${visibleTo(sql, reader)} and c.last_message is not null ${behind}
    order by c.last_message_at desc, c.id desc limit ${limit}`;
  return rows.map(toOwn);
}

export async function findVisible(sql: Sql, reader: OwnReader, id: string): Promise<OwnConversation | null> {
  const [row] = await sql<OwnRow[]>`
    select ${sql(columns)}, ${unreadOf(sql)} as unread, ${typingIn(sql)}
    from conversations c
    where c.workspace_id = ${reader.workspaceId} and c.id = ${id} and ${visibleTo(sql, reader)}`;
  return row ? toOwn(row) : null;
}
