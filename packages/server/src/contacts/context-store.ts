import type { Sql } from '../db/database.ts';
import { type ContextEntry, standing } from './context.ts';
import { NAMED_COMPANIES, NAMED_CONTACTS, RECORDS } from './named-records.ts';
import type { Scope } from './traits.ts';

const TABLES: Record<Scope, { table: string; id: string }> = {
  user: { table: 'contact_contexts', id: 'contact_id' },
  company: { table: 'company_contexts', id: 'company_id' },
};

export interface RecordName {
  workspaceId: string;
  id: string;
}

/** The context entries of records, by record id; records without any are absent. */
export async function readContexts(
  sql: Sql,
  scope: Scope,
  names: readonly RecordName[],
): Promise<Map<string, ContextEntry[]>> {
  const stored = await readContextsWhole(sql, scope, names);
  return new Map([...stored].map(([id, entries]) => [id, standing(entries)]));
}

/** The same with the markers of cleared keys: for those who merge. */
export function readContextsWhole(
  sql: Sql,
  scope: Scope,
  names: readonly RecordName[],
): Promise<Map<string, ContextEntry[]>> {
  const subjects = names.map((name) => ({ workspace_id: name.workspaceId, id: name.id }));
  return contextsOf(sql, scope, subjects, RECORDS);
}

/**
 * The same by external id, so that the rows of records need not be known yet, and with the markers of cleared keys: for
 * those who merge.
 */
export function readContextsByName(
  sql: Sql,
  scope: Scope,
  names: readonly { workspaceId: string; externalId: string }[],
): Promise<Map<string, ContextEntry[]>> {
  const subjects = names.map((name) => ({ workspace_id: name.workspaceId, external_id: name.externalId }));
  return contextsOf(sql, scope, subjects, scope === 'user' ? NAMED_CONTACTS : NAMED_COMPANIES);
}

async function contextsOf(
  sql: Sql,
  scope: Scope,
  subjects: object[],
  recordset: string,
): Promise<Map<string, ContextEntry[]>> {
  if (subjects.length === 0) return new Map();
  const { table, id } = TABLES[scope];
  const rows = await sql.unsafe<{ id: string; entries: ContextEntry[] }[]>(
    `select c.${id} as id, c.entries from ${recordset}
     join ${table} c on c.workspace_id = n.workspace_id and c.${id} = n.id`,
    [JSON.stringify(subjects)],
    { prepare: true },
  );
  return new Map(rows.map((row) => [row.id, row.entries]));
}

/** Replaces the entries of records whose rows the caller has locked. */
export async function writeContexts(
  sql: Sql,
  scope: Scope,
  rows: readonly (RecordName & { entries: ContextEntry[] })[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, id } = TABLES[scope];
  await sql.unsafe(
    `insert into ${table} (workspace_id, ${id}, entries)
     select x.workspace_id, x.id, x.entries
     from json_to_recordset($1::text::json) as x(workspace_id uuid, id uuid, entries json)
     on conflict (workspace_id, ${id}) do update set entries = excluded.entries`,
    [
      JSON.stringify(
        rows.map(({ workspaceId, id: recordId, entries }) => ({ workspace_id: workspaceId, id: recordId, entries })),
      ),
    ],
    { prepare: true },
  );
}
