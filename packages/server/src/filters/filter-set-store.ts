import type { Sql } from '../db/database.ts';

/** One lock per workspace; writers share it, whoever changes a filter takes it alone. */
const LOCK = 48_462_111;

/**
 * Keeps the saved filters of workspaces as they are until the transaction ends. Answers the version of each; 0 where
 * none was ever saved.
 */
export async function holdFilterSets(sql: Sql, workspaceIds: readonly string[]): Promise<Map<string, number>> {
  if (workspaceIds.length === 0) return new Map();
  const rows = await sql.unsafe<{ workspaceId: string; version: string }[]>(
    'select workspace_id as "workspaceId", version::text from hold_filter_sets($1::text::uuid[])',
    [`{${workspaceIds.join(',')}}`],
    { prepare: true },
  );
  return new Map(rows.map(({ workspaceId, version }) => [workspaceId, Number(version)]));
}

/** Waits for writers that go by the old filters, keeps others out until the commit, and answers the new version. */
export async function changeFilterSet(sql: Sql, workspaceId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(${LOCK}, hashtext(${workspaceId}::uuid::text))`;
  const [row] = await sql<{ version: string }[]>`
    insert into filter_sets (workspace_id, version) values (${workspaceId}, 1)
    on conflict (workspace_id) do update set version = filter_sets.version + 1
    returning version::text`;
  return Number(row!.version);
}
