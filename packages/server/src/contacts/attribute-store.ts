import type { AttributePolicy } from '@halo/wire/dashboard/settings.ts';
import type { Sql } from '../db/database.ts';

export type AttributeScope = 'user' | 'company' | 'context';

/** A key that was ever seen, or declared before; then nothing has been sent yet. */
export interface Attribute {
  scope: AttributeScope;
  key: string;
  types: string[];
  lastSeen: string | null;
  proven: boolean;
  label: string | null;
  description: string | null;
  policy: AttributePolicy;
  sensitive: boolean;
}

export async function listAttributes(sql: Sql, workspaceId: string): Promise<Attribute[]> {
  return sql<Attribute[]>`
    select scope, key, types, last_seen as "lastSeen", proven, label, description, policy, sensitive
    from discovered_attributes where workspace_id = ${workspaceId}`;
}

export interface SeenAttribute {
  workspaceId: string;
  scope: AttributeScope;
  key: string;
  types: string[];
  proven: boolean;
}

/** Records keys as seen now; types are added, never lost. */
export async function writeAttributes(sql: Sql, seen: readonly SeenAttribute[], now: Date): Promise<void> {
  if (seen.length === 0) return;
  const rows = seen.map(({ workspaceId, ...attribute }) => ({ workspace_id: workspaceId, ...attribute }));
  await sql.unsafe(
    `insert into discovered_attributes (workspace_id, scope, key, types, proven, first_seen, last_seen)
     select x.workspace_id, x.scope, x.key, x.types, x.proven, $2::timestamptz, $2::timestamptz
     from json_to_recordset($1::text::json) as x(workspace_id uuid, scope text, key text, types text[], proven boolean)
     order by x.workspace_id, x.scope, x.key collate "C"
     on conflict (workspace_id, scope, key) do update set
       first_seen = coalesce(discovered_attributes.first_seen, excluded.first_seen),
       last_seen = greatest(discovered_attributes.last_seen, excluded.last_seen),
       proven = discovered_attributes.proven or excluded.proven,
       types = discovered_attributes.types
         || array(select t from unnest(excluded.types) t where t <> all(discovered_attributes.types)),
       retyped_at = case when discovered_attributes.types = '{}' or excluded.types <@ discovered_attributes.types
         then discovered_attributes.retyped_at else excluded.last_seen end`,
    [JSON.stringify(rows), now.toISOString()],
    { prepare: true },
  );
}

/** Notes that so many more records hold a key; a job folds the notes into `held_by`. */
export async function writeTallies(
  sql: Sql,
  tallies: readonly { workspaceId: string; scope: AttributeScope; key: string; delta: number }[],
): Promise<void> {
  if (tallies.length === 0) return;
  const rows = tallies.map(({ workspaceId, ...tally }) => ({ workspace_id: workspaceId, ...tally }));
  await sql.unsafe(
    `insert into attribute_tallies (workspace_id, scope, key, delta)
     select x.workspace_id, x.scope, x.key, x.delta
     from json_to_recordset($1::text::json) as x(workspace_id uuid, scope text, key text, delta bigint)`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}

/** Folds what has been noted into `held_by`. Reads add both, so nothing is counted twice or missed in between. */
export async function foldTallies(sql: Sql): Promise<void> {
  await sql`
    with taken as (delete from attribute_tallies returning workspace_id, scope, key, delta)
    update discovered_attributes a set held_by = greatest(0, a.held_by + t.delta)
    from (select workspace_id, scope, key, sum(delta) as delta from taken group by 1, 2, 3) t
    where a.workspace_id = t.workspace_id and a.scope = t.scope and a.key = t.key`;
}

export async function listSensitive(sql: Sql, workspaceId: string): Promise<{ scope: AttributeScope; key: string }[]> {
  return sql<{ scope: AttributeScope; key: string }[]>`
    select scope, key from discovered_attributes where workspace_id = ${workspaceId} and sensitive`;
}
