import type { InboxView } from '@halo/wire/dashboard/inbox.ts';
import type { Sql } from '../db/database.ts';

/** A filter of the inbox that somebody named; without an owner it is everybody's. */
export interface SavedView {
  id: string;
  name: string;
  view: InboxView;
  filter: Record<string, unknown>;
  ownerId: string | null;
}

/** The saved views of a workspace by name, everybody's own included. */
export async function listAllViews(sql: Sql, workspaceId: string): Promise<SavedView[]> {
  return sql<SavedView[]>`
    select id, name, view, filter, owner_id as "ownerId" from inbox_views
    where workspace_id = ${workspaceId} order by lower(name), id`;
}

export async function insertView(sql: Sql, workspaceId: string, saved: SavedView, now: Date): Promise<void> {
  const { id, name, view, filter, ownerId } = saved;
  await sql`
    insert into inbox_views (workspace_id, id, name, view, filter, owner_id, created_at, updated_at)
    values (${workspaceId}, ${id}, ${name}, ${view}, ${JSON.stringify(filter)}::text::json, ${ownerId},
      ${now.toISOString()}, ${now.toISOString()})`;
}

export async function updateView(sql: Sql, workspaceId: string, saved: SavedView, now: Date): Promise<void> {
  const { id, name, view, filter, ownerId } = saved;
  await sql`
    update inbox_views set name = ${name}, view = ${view}, filter = ${JSON.stringify(filter)}::text::json,
      owner_id = ${ownerId}, updated_at = ${now.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id}`;
}

export async function deleteView(sql: Sql, workspaceId: string, id: string): Promise<void> {
  await sql`delete from inbox_views where workspace_id = ${workspaceId} and id = ${id}`;
}
