import type { Sql } from '../db/database.ts';

export interface Sighting {
  firstAt: string;
  lastAt: string;
  sdk: string | null;
}

export async function upsertSighting(sql: Sql, workspaceId: string, at: Date, sdk: string | null): Promise<void> {
  await sql`
    insert into widget_sightings (workspace_id, first_at, last_at, sdk)
    values (${workspaceId}, ${at.toISOString()}, ${at.toISOString()}, ${sdk})
    on conflict (workspace_id) do update
    set last_at = greatest(widget_sightings.last_at, excluded.last_at), sdk = coalesce(excluded.sdk, widget_sightings.sdk)`;
}

export async function findSighting(sql: Sql, workspaceId: string): Promise<Sighting | null> {
  const [row] = await sql<Sighting[]>`
    select first_at as "firstAt", last_at as "lastAt", sdk from widget_sightings where workspace_id = ${workspaceId}`;
  return row ?? null;
}
