import type { Sql } from '../db/database.ts';
import type { TransactionStatements } from '../db/transaction.ts';
import { ticketRowsSql } from '../filters/explain-ticket.ts';
import type { Filter } from '../filters/filter.ts';
import { binding } from '../filters/filter-to-sql.ts';
import { type TicketScope, ticketFilterSql } from '../filters/ticket-filter.ts';
import type { StoredRule } from './routing-rule.ts';

const SELECTED = 'id, name, filter, actions, enabled';

/** The rules of a workspace in their order. */
export async function listRules(sql: Sql, workspaceId: string): Promise<StoredRule[]> {
  return sql.unsafe<StoredRule[]>(
    `select ${SELECTED} from routing_rules where workspace_id = $1 order by position, id`,
    [workspaceId],
    { prepare: true },
  );
}

/** Writes a rule at the end of the list. */
export async function insertRule(sql: Sql, workspaceId: string, rule: StoredRule, now: Date): Promise<void> {
  const { id, name, filter, actions, enabled } = rule;
  await sql`
    insert into routing_rules (workspace_id, id, position, name, filter, actions, enabled, created_at, updated_at)
    select ${workspaceId}, ${id}, coalesce(max(position), 0) + 1, ${name}, ${JSON.stringify(filter)}::text::json,
      ${JSON.stringify(actions)}::text::json, ${enabled}, ${now.toISOString()}, ${now.toISOString()}
    from routing_rules where workspace_id = ${workspaceId}`;
}

export async function updateRule(sql: Sql, workspaceId: string, rule: StoredRule, now: Date): Promise<void> {
  const { id, name, filter, actions, enabled } = rule;
  await sql`
    update routing_rules set name = ${name}, filter = ${JSON.stringify(filter)}::text::json,
      actions = ${JSON.stringify(actions)}::text::json, enabled = ${enabled}, updated_at = ${now.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id}`;
}

export async function deleteRule(sql: Sql, workspaceId: string, id: string): Promise<void> {
  await sql`delete from routing_rules where workspace_id = ${workspaceId} and id = ${id}`;
}

/** Puts the rules into the order of these ids. */
export async function orderRules(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`
    update routing_rules r set position = o.position
    from unnest(${`{${ids.join(',')}}`}::text::uuid[]) with ordinality as o(id, position)
    where r.workspace_id = ${workspaceId} and r.id = o.id`;
}

/** Runs statements that may fail without the transaction failing with them, and takes no longer than a moment. */
export async function inSavepoint<T>(sql: TransactionStatements, run: () => Promise<T>): Promise<T> {
  await sql.unsafe("savepoint routing; set local statement_timeout = '2s'; set local jit = off");
  try {
    const done = await run();
    await sql.unsafe('set local statement_timeout to default; release savepoint routing');
    return done;
  } catch (error) {
    await sql.unsafe('rollback to savepoint routing');
    throw error;
  }
}

/** Which of some filters each ticket passes, in the order of the filters, by ticket: one statement for all of them. */
export async function judgeTickets(
  sql: Sql,
  filters: readonly Filter[],
  scope: TicketScope,
  tickets: readonly { id: string; contactId: string | null }[],
): Promise<Map<string, boolean[]>> {
  const { bind, params } = binding();
  const passes = filters.map((filter) => ticketFilterSql(filter, scope, bind));
  const rows = await sql.unsafe<{ id: string; passes: boolean[] }[]>(
    `select t.id, array[${passes.join(', ')}]::boolean[] as passes from ${ticketRowsSql(scope, tickets, bind)}`,
    params as never[],
  );
  return new Map(rows.map((row) => [row.id, row.passes]));
}
