import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/**
 * Strips the sessions of people, and those that claimed their ids, of all they held, in the order of their ids. The ended
 * shell stays: a browser that still holds its id meets a closed session, not a free one.
 */
export async function stripSessions(
  sql: Sql,
  list: News['contactsErased'],
): Promise<{ workspaceId: string; id: string }[]> {
  return sql<{ workspaceId: string; id: string }[]>`
    with e as (
      select * from json_to_recordset(${JSON.stringify(list)}::text::json)
        as x("workspaceId" uuid, "contactIds" uuid[], "externalIds" text[], at timestamptz)),
    due as (
      select s.workspace_id, s.id, e.at from sessions s join e on s.workspace_id = e."workspaceId"
      where s.id in (
        select t.id from sessions t where t.workspace_id = e."workspaceId" and t.contact_id = any(e."contactIds")
        union all
        select t.id from sessions t
        where t.workspace_id = e."workspaceId" and t.lead_id = any(e."contactIds") and t.contact_id is null
        union all
        select t.id from sessions t
        where t.workspace_id = e."workspaceId" and t.claimed_external_id is not null
          and t.claimed_external_id = any(e."externalIds"))
      order by s.workspace_id, s.id
      for no key update of s)
    update sessions s set
      contact_id = null, held_by = null, lead_id = null, claimed_external_id = null, company_id = null, claims = null, said = '{}',
      trust = 'anonymous', method = null, key_id = null, bound_at = null, expires_at = null, device = null,
      ended_at = coalesce(s.ended_at, due.at)
    from due where s.workspace_id = due.workspace_id and s.id = due.id
    returning s.workspace_id as "workspaceId", s.id`;
}

/** The lines of people under any of their ids, what rollouts counted of them, and their name on the lines of others. */
export async function deleteLogLines(sql: Sql, list: News['contactsErased']): Promise<void> {
  await sql`
    with e as (
      select * from json_to_recordset(${JSON.stringify(list)}::text::json)
        as x("workspaceId" uuid, "contactIds" uuid[], "externalIds" text[])),
    standings as (
      delete from identity_standings s using e
      where s.workspace_id = e."workspaceId" and s.contact_id = any(e."contactIds")),
    others as (
      update identify_log l set token_user = null from e
      where l.workspace_id = e."workspaceId" and l.token_user = any(e."externalIds")
        and coalesce(l.external_id <> all(e."externalIds"), true) and coalesce(l.contact_id <> all(e."contactIds"), true))
    delete from identify_log l using e
    where l.workspace_id = e."workspaceId"
      and (l.contact_id = any(e."contactIds") or l.external_id = any(e."externalIds"))`;
}
