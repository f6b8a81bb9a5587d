import { flushRefusals } from '../identity/log-refusal.ts';
import { flushKeyUses } from '../identity/note-key-use.ts';
import { flushServerKeyUses } from '../workspaces/note-server-key-use.ts';
import type { TestHalo } from './test-halo.ts';

/** All that is stored of a workspace: of each table how many rows, and what they add up to. */
export async function rowsOfWorkspace({ deps, sql }: TestHalo, workspaceId: string): Promise<Record<string, string>> {
  // The last use of a key is noted a while later, and would look like a change; what is counted late is counted first.
  for (const _ of [1, 2]) await Promise.all([flushRefusals(deps), flushKeyUses(deps), flushServerKeyUses(deps)]);
  const tables = await sql<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE'
    order by 1`;
  if (tables.length <= 20) throw new Error('the tables of a workspace were not found');
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as rows
       from ${name} t where workspace_id = $1`,
      [workspaceId],
    );
    all[name] = row?.rows;
  }
  return all;
}
