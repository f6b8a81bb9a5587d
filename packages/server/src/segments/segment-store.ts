import type { Sql } from '../db/database.ts';
import type { Segment } from './segment.ts';

const SELECTED = `workspace_id as "workspaceId", id, name, contact_type as "contactType", filter, state,
  version::int as version, created_at as "createdAt", updated_at as "updatedAt"`;

/** The segments of a workspace by name, at most `limit`. */
export async function listSegments(sql: Sql, workspaceId: string, limit: number): Promise<Segment[]> {
  return sql.unsafe<Segment[]>(
    `select ${SELECTED} from segments where workspace_id = $1 order by lower(name) collate "C", id limit $2`,
    [workspaceId, limit],
    { prepare: true },
  );
}

export async function findSegment(sql: Sql, workspaceId: string, id: string): Promise<Segment | null> {
  const [row] = await sql.unsafe<Segment[]>(
    `select ${SELECTED} from segments where workspace_id = $1 and id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ?? null;
}

/** False when another segment of the workspace has this name. */
export async function insertSegment(sql: Sql, segment: Segment): Promise<boolean> {
  const { workspaceId, id, name, contactType, filter, state, version, createdAt, updatedAt } = segment;
  const made = await sql`
    insert into segments (workspace_id, id, name, contact_type, filter, state, version, created_at, updated_at)
    values (${workspaceId}, ${id}, ${name}, ${contactType}, ${JSON.stringify(filter)}::text::json, ${state}, ${version},
      ${createdAt}, ${updatedAt})
    on conflict (workspace_id, lower(name)) do nothing`;
  return made.count > 0;
}

/** False when another segment of the workspace has this name. */
export async function updateSegment(sql: Sql, segment: Segment): Promise<boolean> {
  const { workspaceId, id, name, contactType, filter, state, version, updatedAt } = segment;
  const moved = await sql`
    update segments set name = ${name}, contact_type = ${contactType}, filter = ${JSON.stringify(filter)}::text::json,
      state = ${state}, version = ${version}, updated_at = ${updatedAt}
    where workspace_id = ${workspaceId} and id = ${id} and not exists (
      select 1 from segments s where s.workspace_id = ${workspaceId} and lower(s.name) = lower(${name}) and s.id <> ${id})`;
  return moved.count > 0;
}

/** Marks segments as to be built anew for a version of the filters. */
export async function beginBuilding(
  sql: Sql,
  workspaceId: string,
  ids: readonly string[],
  version: number,
): Promise<void> {
  await sql`
    update segments set state = 'building', version = ${version}
    where workspace_id = ${workspaceId} and id = any(${`{${ids.join(',')}}`}::text::uuid[])`;
}

/** Says that membership is complete, unless the filters became others meanwhile. */
export async function endBuilding(sql: Sql, workspaceId: string, id: string, version: number): Promise<boolean> {
  const ended = await sql`
    update segments set state = 'live'
    where workspace_id = ${workspaceId} and id = ${id} and version = ${version} and state = 'building'`;
  return ended.count > 0;
}

/** Removes a segment; who belonged to it is removed by `removeMembers`. */
export async function deleteSegment(sql: Sql, workspaceId: string, id: string): Promise<boolean> {
  const gone = await sql`delete from segments where workspace_id = ${workspaceId} and id = ${id}`;
  return gone.count > 0;
}

/** Workspaces with segments whose membership is complete. */
export async function workspacesWithSegments(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select distinct workspace_id as id from segments where state = 'live'`;
  return rows.map(({ id }) => id);
}
