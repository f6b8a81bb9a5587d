import type { UsageDay } from '@halo/wire/dashboard/agent.ts';
import type { Sql } from '../db/database.ts';

interface CallToTake {
  workspaceId: string;
  /** `2026-05-27`, UTC. */
  day: string;
  unproved: boolean;
  /** How many the day may have of all, and of those that prove nothing. */
  most: { calls: number; unproved: number };
}

/** Counts one call of a model, unless the day has had its fill; two at once never both take the last one. */
export async function takeCall(sql: Sql, { workspaceId, day, unproved, most }: CallToTake): Promise<boolean> {
  if (most.calls < 1 || (unproved && most.unproved < 1)) return false;
  const taken = await sql`
    insert into model_days as d (workspace_id, day, calls, unproved_calls)
    values (${workspaceId}, ${day}, 1, ${unproved ? 1 : 0})
    on conflict (workspace_id, day) do update set
      calls = d.calls + 1, unproved_calls = d.unproved_calls + excluded.unproved_calls
    where d.calls < ${most.calls} and (excluded.unproved_calls = 0 or d.unproved_calls < ${most.unproved})`;
  return taken.count > 0;
}

interface CostToAdd {
  workspaceId: string;
  day: string;
  inputTokens: number;
  outputTokens: number;
  costMicros: number | null;
}

export async function addCost(sql: Sql, cost: CostToAdd): Promise<void> {
  const { workspaceId, day, inputTokens, outputTokens, costMicros } = cost;
  await sql`
    insert into model_days as d (workspace_id, day, answers, input_tokens, output_tokens, cost_micros, unpriced)
    values (${workspaceId}, ${day}, 1, ${inputTokens}, ${outputTokens}, ${costMicros ?? 0},
            ${costMicros === null ? 1 : 0})
    on conflict (workspace_id, day) do update set
      answers = d.answers + 1, input_tokens = d.input_tokens + excluded.input_tokens,
      output_tokens = d.output_tokens + excluded.output_tokens, cost_micros = d.cost_micros + excluded.cost_micros,
      unpriced = d.unpriced + excluded.unpriced`;
}

/** Counts texts that were embedded, which are no answer; what they cost only where a price is known. */
export async function addEmbeddingCost(sql: Sql, cost: Omit<CostToAdd, 'outputTokens'>): Promise<void> {
  const { workspaceId, day, inputTokens, costMicros } = cost;
  await sql`
    insert into model_days as d (workspace_id, day, input_tokens, cost_micros)
    values (${workspaceId}, ${day}, ${inputTokens}, ${costMicros ?? 0})
    on conflict (workspace_id, day) do update set
      input_tokens = d.input_tokens + excluded.input_tokens, cost_micros = d.cost_micros + excluded.cost_micros`;
}

/** The days from `first` to `last`, both included and none missing. */
export async function listUsage(sql: Sql, workspaceId: string, first: string, last: string): Promise<UsageDay[]> {
  return sql<UsageDay[]>`
    select to_char(s.day, 'YYYY-MM-DD') as day, coalesce(d.calls, 0) as calls,
      coalesce(d.unproved_calls, 0) as "unprovedCalls", coalesce(d.answers, 0) as answers,
      coalesce(d.input_tokens, 0)::float8 as "inputTokens", coalesce(d.output_tokens, 0)::float8 as "outputTokens",
      coalesce(d.cost_micros, 0)::float8 as "costMicros", coalesce(d.unpriced, 0) as unpriced
    from generate_series(${first}::date::timestamp, ${last}::date::timestamp, '1 day') as s (day)
    left join model_days d on d.workspace_id = ${workspaceId} and d.day = s.day::date
    order by s.day`;
}
