import type { Sql } from '../db/database.ts';

/** Deletes up to `limit` events of people, and of sessions. Answers how many. */
export async function deleteEvents(
  sql: Sql,
  of: { workspaceId: string; contactIds: readonly string[]; sessionIds: readonly string[] },
  limit: number,
): Promise<number> {
  const gone = await sql`
    delete from events where (workspace_id, at, id) in (
      select workspace_id, at, id from events
      where workspace_id = ${of.workspaceId}
        and (contact_id = any(${[...of.contactIds]}::uuid[]) or session_id = any(${[...of.sessionIds]}::uuid[]))
      limit ${limit})`;
  return gone.count;
}

export async function deleteVisitorEvents(sql: Sql, workspaceId: string, sessionIds: readonly string[]): Promise<void> {
  await sql`
    delete from events
    where workspace_id = ${workspaceId} and session_id = any(${[...sessionIds]}::uuid[]) and contact_id is null`;
}
