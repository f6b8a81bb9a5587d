import type { Sql } from '../db/database.ts';
import { PICTURE_WORDS } from './attachment.ts';
import { clientKey, type Message } from './message.ts';

interface MessageRow {
  workspace_id: string;
  conversation_id: string;
  seq: number;
  id: string;
  author: Message['author'];
  author_id: string | null;
  author_name: string | null;
  internal: boolean;
  company_id: string | null;
  body: string;
  notice: Message['notice'];
  sources: Message['sources'];
  actions: Message['actions'];
  attachments: Message['attachments'];
  prompt_id: string | null;
  decision: Message['decision'];
  client_id: string | null;
  created_at: string;
}

const COLUMNS = [
  'workspace_id',
  'conversation_id',
  'seq',
  'id',
  'author',
  'author_id',
  'author_name',
  'internal',
  'company_id',
  'body',
  'notice',
  'sources',
  'actions',
  'attachments',
  'prompt_id',
  'decision',
  'client_id',
  'created_at',
];

function toMessage(row: MessageRow): Message {
  return {
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    id: row.id,
    seq: row.seq,
    author: row.author,
    authorId: row.author_id,
    authorName: row.author_name,
    internal: row.internal,
    companyId: row.company_id,
    body: row.body,
    notice: row.notice,
    sources: row.sources,
    actions: row.actions,
    attachments: row.attachments,
    promptId: row.prompt_id,
    decision: row.decision,
    clientId: row.client_id?.slice(row.author.length + 1) ?? null,
    createdAt: row.created_at,
  };
}

/** Messages already said under these keys (see `clientKey`) in conversations that are locked. */
export async function findByClientKeys(
  sql: Sql,
  workspaceId: string,
  conversationIds: string[],
  keys: string[],
): Promise<Message[]> {
  const rows = await sql<MessageRow[]>`
    select ${sql(COLUMNS)} from messages
    where workspace_id = ${workspaceId} and conversation_id = any(${conversationIds}::uuid[])
      and client_id = any(${keys}::text[])`;
  return rows.map(toMessage);
}

export async function insertMessage(sql: Sql, message: Message): Promise<void> {
  const m = message;
  await sql`
    insert into messages (workspace_id, conversation_id, seq, id, author, author_id, author_name, internal, company_id,
      body, notice, sources, actions, attachments, prompt_id, decision, client_id, created_at)
    values (${m.workspaceId}, ${m.conversationId}, ${m.seq}, ${m.id}, ${m.author}, ${m.authorId}, ${m.authorName},
      ${m.internal}, ${m.companyId}, ${m.body}, ${m.notice}, ${JSON.stringify(m.sources)}::text::json,
      ${JSON.stringify(m.actions)}::text::json, ${JSON.stringify(m.attachments)}::text::json, ${m.promptId},
      ${m.decision && JSON.stringify(m.decision)}::text::json,
      ${m.clientId === null ? null : clientKey(m.author, m.clientId)}, ${m.createdAt})`;
}

/** A stretch of a thread in ascending order: after a seq, before a seq, or the newest. */
export interface Stretch {
  workspaceId: string;
  conversationId: string;
  after?: number;
  before?: number;
  limit: number;
  /** Whether private notes are among them. */
  internal: boolean;
}

export async function readMessages(sql: Sql, stretch: Stretch): Promise<Message[]> {
  const { workspaceId, conversationId, after, before, limit, internal } = stretch;
  const upwards = after !== undefined;
  const rows = await sql<MessageRow[]>`
    select ${sql(COLUMNS)} from messages
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId}
      and seq > ${after ?? 0} and seq < ${before ?? 2_147_483_647} and (${internal} or not internal)
    order by ${upwards ? sql`seq` : sql`seq desc`} limit ${limit}`;
  const messages = rows.map(toMessage);
  return upwards ? messages : messages.reverse();
}

/** What the person said first, for titles and subjects. */
export async function readFirstWords(sql: Sql, workspaceId: string, conversationId: string): Promise<string | null> {
  const [row] = await sql<{ body: string }[]>`
    select coalesce(nullif(body, ''), ${PICTURE_WORDS}) as body from messages
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and author = 'user'
    order by seq limit 1`;
  return row?.body ?? null;
}

/** Whether a message that the person may see has this id in this conversation. */
export async function hasMessage(sql: Sql, workspaceId: string, conversationId: string, id: string): Promise<boolean> {
  const rows = await sql`
    select 1 from messages
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and id = ${id} and not internal`;
  return rows.length > 0;
}

/** The prompt of the newest answer of the AI. */
export async function findLastPrompt(sql: Sql, workspaceId: string, conversationId: string): Promise<string | null> {
  const [row] = await sql<{ prompt_id: string }[]>`
    select prompt_id from messages
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and prompt_id is not null
    order by seq desc limit 1`;
  return row?.prompt_id ?? null;
}
