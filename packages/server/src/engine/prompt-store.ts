import type { Sql } from '../db/database.ts';

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

export async function insertPrompt(sql: Sql, prompt: StoredPrompt): Promise<void> {
  await sql`
    insert into prompts (workspace_id, id, conversation_id, model, system, history, unproved_call, created_at)
    values (${prompt.workspaceId}, ${prompt.id}, ${prompt.conversationId}, ${prompt.model}, ${prompt.system},
      ${JSON.stringify(prompt.history)}::text::json, ${prompt.unprovedCall}, ${prompt.createdAt})`;
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

/** How many provider calls chats without proof have cost since `since`; counted no further than `most`. */
export async function countUnprovedCalls(sql: Sql, workspaceId: string, since: Date, most: number): Promise<number> {
  const [row] = await sql<{ calls: number }[]>`
    select count(*)::int as calls from (
      select 1 from prompts
      where workspace_id = ${workspaceId} and unproved_call and created_at >= ${since.toISOString()}
      limit ${most}) counted`;
  return row?.calls ?? 0;
}
