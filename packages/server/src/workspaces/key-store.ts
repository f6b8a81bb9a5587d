import type { ServerKeyRow } from '@halo/wire/dashboard/security.ts';
import type { Sql } from '../db/database.ts';
import type { ServerKeyScope } from './workspace.ts';

export async function insertWidgetKey(sql: Sql, workspaceId: string, key: string): Promise<void> {
  await sql`insert into widget_keys (workspace_id, key) values (${workspaceId}, ${key})`;
}

export async function endWidgetKeys(sql: Sql, workspaceId: string, at: Date): Promise<void> {
  await sql`
    update widget_keys set ended_at = ${at.toISOString()} where workspace_id = ${workspaceId} and ended_at is null`;
}

export async function findWidgetKey(sql: Sql, workspaceId: string): Promise<string | null> {
  const [row] = await sql<{ key: string }[]>`
    select key from widget_keys where workspace_id = ${workspaceId} and ended_at is null
    order by created_at desc limit 1`;
  return row?.key ?? null;
}

export async function insertServerKey(
  sql: Sql,
  workspaceId: string,
  key: { id: string; hash: Buffer; hint: string; name: string; scopes: ServerKeyScope[] },
): Promise<void> {
  await sql`
    insert into server_keys (workspace_id, id, hash, hint, name, scopes)
    values (${workspaceId}, ${key.id}, ${key.hash}, ${key.hint}, ${key.name}, ${key.scopes}::text[])`;
}

/** Ends a server key; answers false when there is none with this id. */
export async function endServerKey(sql: Sql, workspaceId: string, id: string, at: Date): Promise<boolean> {
  const rows = await sql`
    update server_keys set ended_at = coalesce(ended_at, ${at.toISOString()})
    where workspace_id = ${workspaceId} and id = ${id} returning id`;
  return rows.length > 0;
}

/** Every server key a workspace ever had, the live ones first, then newest first. */
export async function listServerKeys(sql: Sql, workspaceId: string): Promise<ServerKeyRow[]> {
  return sql<ServerKeyRow[]>`
    select id, name, hint, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", ended_at as "endedAt"
    from server_keys where workspace_id = ${workspaceId}
    order by ended_at is not null, created_at desc, id`;
}

export interface ServerKeyUse {
  workspaceId: string;
  keyId: string;
  at: Date;
}

/** Notes when server keys were used last; rows are locked in the order of their keys. */
export async function touchServerKeys(sql: Sql, uses: readonly ServerKeyUse[]): Promise<void> {
  const rows = uses.map(({ workspaceId, keyId, at }) => ({ workspace_id: workspaceId, key_id: keyId, at }));
  await sql.unsafe(
    `with x as (
       select k.workspace_id, k.id, x.at
       from json_to_recordset($1::text::json) as x(workspace_id uuid, key_id text, at timestamptz)
       join server_keys k on k.workspace_id = x.workspace_id and k.id = x.key_id
       order by k.workspace_id, k.id
       for update of k
     )
     update server_keys k set last_used_at = greatest(k.last_used_at, x.at)
     from x where k.workspace_id = x.workspace_id and k.id = x.id`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}
