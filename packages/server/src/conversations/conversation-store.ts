import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';
import type { Conversation, Outcome } from './conversation.ts';

export interface ConversationRow {
  workspace_id: string;
  id: string;
  channel: Conversation['channel'];
  session_id: string | null;
  contact_id: string | null;
  held_by: string | null;
  company_id: string | null;
  agent_id: string | null;
  claimed_external_id: string | null;
  trust: CallTrust;
  status: Conversation['status'];
  outcome: Outcome | null;
  handled_by: Conversation['handledBy'];
  teammate_id: string | null;
  teammate_name: string | null;
  returning: boolean;
  last_seq: number;
  last_user_seq: number;
  last_message: string | null;
  last_author: Conversation['lastAuthor'];
  last_message_at: string;
  user_read_seq: number;
  team_read_seq: number;
  rating: Conversation['rating'];
  rating_comment: string | null;
  created_at: string;
  ended_at: string | null;
}

export const COLUMNS = [
  'workspace_id',
  'id',
  'channel',
  'session_id',
  'contact_id',
  'held_by',
  'company_id',
  'agent_id',
  'claimed_external_id',
  'trust',
  'status',
  'outcome',
  'handled_by',
  'teammate_id',
  'teammate_name',
  'returning',
  'last_seq',
  'last_user_seq',
  'last_message',
  'last_author',
  'last_message_at',
  'user_read_seq',
  'team_read_seq',
  'rating',
  'rating_comment',
  'created_at',
  'ended_at',
];

export function toConversation(row: ConversationRow): Conversation {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    channel: row.channel,
    sessionRowId: row.session_id,
    contactId: row.contact_id,
    heldBy: row.held_by,
    companyId: row.company_id,
    agentId: row.agent_id,
    claimedExternalId: row.claimed_external_id,
    trust: row.trust,
    status: row.status,
    outcome: row.outcome,
    handledBy: row.handled_by,
    teammateId: row.teammate_id,
    teammateName: row.teammate_name,
    returning: row.returning,
    lastSeq: row.last_seq,
    lastUserSeq: row.last_user_seq,
    lastMessage: row.last_message,
    lastAuthor: row.last_author,
    lastMessageAt: row.last_message_at,
    userReadSeq: row.user_read_seq,
    teamReadSeq: row.team_read_seq,
    rating: row.rating,
    ratingComment: row.rating_comment,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

export async function findConversation(sql: Sql, workspaceId: string, id: string): Promise<Conversation | null> {
  const [row] = await sql<ConversationRow[]>`
    select ${sql(COLUMNS)} from conversations where workspace_id = ${workspaceId} and id = ${id}`;
  return row ? toConversation(row) : null;
}

/** Whom a teammate last wrote to in a conversation, and when; null where nobody known. */
export async function findLastContact(
  sql: Sql,
  workspaceId: string,
  id: string,
): Promise<{ contactId: string; companyId: string | null; at: string } | null> {
  const [row] = await sql<{ contactId: string; companyId: string | null; at: string }[]>`
    select c.contact_id as "contactId", c.company_id as "companyId", m.created_at as at
    from conversations c
    join messages m on m.workspace_id = c.workspace_id and m.conversation_id = c.id
      and m.author = 'teammate' and not m.internal
    where c.workspace_id = ${workspaceId} and c.id = ${id} and c.contact_id is not null
    order by m.seq desc limit 1`;
  return row ?? null;
}

/** Locks the conversations in the order of their ids; unknown ones are left out. */
export async function lockConversations(sql: Sql, workspaceId: string, ids: string[]): Promise<Conversation[]> {
  const rows = await sql<ConversationRow[]>`
    select ${sql(COLUMNS)} from conversations
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
    order by id for no key update`;
  return rows.map(toConversation);
}

/** The session's live chat, locked. */
export async function lockLiveConversation(
  sql: Sql,
  workspaceId: string,
  sessionRowId: string,
): Promise<Conversation | null> {
  const [row] = await sql<ConversationRow[]>`
    select ${sql(COLUMNS)} from conversations
    where workspace_id = ${workspaceId} and session_id = ${sessionRowId} and status = 'live' and channel = 'chat'
    for no key update`;
  return row ? toConversation(row) : null;
}

export async function hasConversation(sql: Sql, workspaceId: string, sessionRowId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from conversations where workspace_id = ${workspaceId} and session_id = ${sessionRowId} limit 1`;
  return rows.length > 0;
}

export async function insertConversation(sql: Sql, conversation: Conversation): Promise<void> {
  const c = conversation;
  await sql`
    insert into conversations (workspace_id, id, channel, session_id, contact_id, held_by, company_id, agent_id,
      claimed_external_id, trust, status, outcome, "returning", last_message_at, created_at, ended_at)
    values (${c.workspaceId}, ${c.id}, ${c.channel}, ${c.sessionRowId}, ${c.contactId}, ${c.heldBy}, ${c.companyId}, ${c.agentId},
      ${c.claimedExternalId}, ${c.trust}, ${c.status}, ${c.outcome}, ${c.returning}, ${c.lastMessageAt},
      ${c.createdAt}, ${c.endedAt})`;
}

/** Writes everything of a locked conversation that its life may change. */
export async function saveConversation(sql: Sql, conversation: Conversation): Promise<void> {
  const c = conversation;
  await sql`
    update conversations set
      contact_id = ${c.contactId}, held_by = ${c.heldBy}, company_id = ${c.companyId}, agent_id = ${c.agentId},
      claimed_external_id = ${c.claimedExternalId}, trust = ${c.trust}, status = ${c.status}, outcome = ${c.outcome},
      handled_by = ${c.handledBy}, teammate_id = ${c.teammateId}, teammate_name = ${c.teammateName},
      last_seq = ${c.lastSeq}, last_user_seq = ${c.lastUserSeq}, last_message = ${c.lastMessage}, last_author = ${c.lastAuthor},
      last_message_at = ${c.lastMessageAt}, user_read_seq = ${c.userReadSeq}, team_read_seq = ${c.teamReadSeq},
      ended_at = ${c.endedAt},
      typing_until = case when ${c.lastAuthor === 'teammate'} and last_seq < ${c.lastSeq} then null else typing_until end
    where workspace_id = ${c.workspaceId} and id = ${c.id}`;
}

/** A read mark only moves forward, and never past what was said. Answers whether it moved. */
export async function moveReadMark(
  sql: Sql,
  workspaceId: string,
  id: string,
  side: 'user' | 'team',
  seq: number,
): Promise<boolean> {
  const mark = side === 'user' ? sql`user_read_seq` : sql`team_read_seq`;
  const rows = await sql`
    update conversations set ${mark} = least(${seq}::int, last_seq)
    where workspace_id = ${workspaceId} and id = ${id} and ${mark} < least(${seq}::int, last_seq)
    returning id`;
  return rows.length > 0;
}

export async function saveRating(
  sql: Sql,
  workspaceId: string,
  id: string,
  given: { rating: 'good' | 'bad'; comment: string | null; messageId: string | null },
): Promise<void> {
  await sql`
    update conversations
    set rating = ${given.rating}, rating_comment = ${given.comment}, rating_message_id = ${given.messageId}
    where workspace_id = ${workspaceId} and id = ${id}`;
}

/** Completes at most `limit` live chats that nobody wrote in since `before`; those being written in are left alone. */
export async function completeIdle(sql: Sql, before: Date, now: Date, limit: number): Promise<Conversation[]> {
  const rows = await sql<ConversationRow[]>`
    with idle as (
      select workspace_id, id from conversations
      where status = 'live' and channel = 'chat' and last_message_at <= ${before.toISOString()}
      order by workspace_id, id limit ${limit} for no key update skip locked)
    update conversations c set
      status = 'completed', ended_at = ${now.toISOString()},
      outcome = coalesce(c.outcome, case when c.last_author in ('ai', 'teammate') then 'resolved' else 'abandoned' end)
    from idle where c.workspace_id = idle.workspace_id and c.id = idle.id
    returning ${sql(COLUMNS.map((column) => `c.${column}`))}`;
  return rows.map(toConversation);
}
