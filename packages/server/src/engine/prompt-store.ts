import type { OfferedTool, ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { Sql } from '../db/database.ts';
import { idAt } from '../db/new-id.ts';
import type { News } from '../topics.ts';
import type { TokenUse } from './models/model.ts';

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

/** What came of it: null while nobody knows. */
interface PromptCost {
  inputTokens: number | null;
  outputTokens: number | null;
  costMicros: number | null;
}

/** What the model was offered, what it called, and what it was told: it saw that, too. */
interface PromptTools {
  tools: readonly OfferedTool[];
  calls: readonly ToolCall[];
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
): Promise<(StoredPrompt & PromptCost & PromptTools) | null> {
  const [row] = await sql<(StoredPrompt & PromptCost & PromptTools)[]>`
    select workspace_id as "workspaceId", id, conversation_id as "conversationId", model, system, history,
      unproved_call as "unprovedCall", created_at as "createdAt", input_tokens as "inputTokens",
      output_tokens as "outputTokens", cost_micros::float8 as "costMicros", tools, calls
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

/** Notes beside what an answer was made from what came of it: the tools and their results, and what it cost. */
export async function updateOutcome(
  sql: Sql,
  workspaceId: string,
  id: string,
  { tools, calls, usage, costMicros }: PromptTools & { usage: TokenUse | null; costMicros: number | null },
): Promise<void> {
  await sql`
    update prompts set tools = ${JSON.stringify(tools)}::text::json, calls = ${JSON.stringify(calls)}::text::json,
      input_tokens = ${usage?.inputTokens ?? null}, output_tokens = ${usage?.outputTokens ?? null},
      cost_micros = ${costMicros}
    where workspace_id = ${workspaceId} and id = ${id}`;
}

/** What the answers made from these prompts cost. */
export async function listCosts(
  sql: Sql,
  workspaceId: string,
  ids: readonly string[],
): Promise<(PromptCost & { id: string; model: string })[]> {
  return sql<(PromptCost & { id: string; model: string })[]>`
    select id, model, input_tokens as "inputTokens", output_tokens as "outputTokens",
      cost_micros::float8 as "costMicros"
    from prompts where workspace_id = ${workspaceId} and id = any(${ids as string[]}::uuid[])`;
}
