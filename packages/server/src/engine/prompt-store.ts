import type { Sql } from '../db/database.ts';
import { idAt } from '../db/new-id.ts';
import type { News } from '../topics.ts';

/** Exactly what an answer was made from, for teammates. */
export interface StoredPrompt {
  workspaceId: string;
  id: string;
  conversationId: string;
  model: string;
  system: string;
  history: readonly { role: 'user' | 'assistant'; text: string }[];
  /** A call to a provider that a chat without proof cost. */
  unprovedCall: boolean;
  createdAt: string;
}

/** Stores a prompt with its conversation; where that was erased meanwhile, nothing is left to store it with. */
export async function insertPrompt(sql: Sql, prompt: StoredPrompt): Promise<void> {
  await sql`
    insert into prompts (workspace_id, id, conversation_id, model, system, history, unproved_call, created_at)
    select ${prompt.workspaceId}, ${prompt.id}, c.id, ${prompt.model}, ${prompt.system},
      ${JSON.stringify(prompt.history)}::text::json, ${prompt.unprovedCall}, ${prompt.createdAt}
    from conversations c where c.workspace_id = ${prompt.workspaceId} and c.id = ${prompt.conversationId}
    for key share`;
}

/** Deletes all that the AI saw in conversations. */
export async function deletePrompts(sql: Sql, list: News['contactsErased']): Promise<void> {
  await sql`
    delete from prompts p
    using json_to_recordset(${JSON.stringify(list)}::text::json) as e("workspaceId" uuid, "conversationIds" uuid[])
    where p.workspace_id = e."workspaceId" and p.conversation_id = any(e."conversationIds")`;
}

export async function findPrompt(
  sql: Sql,
  workspaceId: string,
  conversationId: string,
  id: string,
): Promise<StoredPrompt | null> {
  const [row] = await sql<StoredPrompt[]>`
    select workspace_id as "workspaceId", id, conversation_id as "conversationId", model, system, history,
      unproved_call as "unprovedCall", created_at as "createdAt"
    from prompts where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and id = ${id}`;
  return row ?? null;
}

/** Deletes up to `limit` of the oldest prompts from before an instant; answers how many. */
export async function deletePromptsBefore(sql: Sql, workspaceId: string, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from prompts where workspace_id = ${workspaceId} and id in (
      select id from prompts
      where workspace_id = ${workspaceId} and id < ${idAt(before)} and created_at < ${before.toISOString()}
      order by id limit ${limit})`;
  return gone.count;
}

/** How many provider calls chats without proof have cost since `since`; counted no further than `most`. */
export async function countUnprovedCalls(sql: Sql, workspaceId: string, since: Date, most: number): Promise<number> {
  const [row] = await sql<{ calls: number }[]>`
    select count(*)::int as calls from (
      select 1 from prompts
      where workspace_id = ${workspaceId} and unproved_call and created_at >= ${since.toISOString()}
      limit ${most}) counted`;
  return row?.calls ?? 0;
}
