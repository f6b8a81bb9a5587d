import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/** Hangs the sessions of losers on winners, in the order of their ids. What moved is noted under the merge. */
export async function move(sql: Sql, list: News['contactsMerged']): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    with due as (
      select s.workspace_id, s.id, m."mergeId", m."winnerId", m."loserId", m."samePerson"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as m("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, "samePerson" boolean)
      join sessions s on s.workspace_id = m."workspaceId" and s.contact_id = m."loserId"
      order by s.workspace_id, s.id
      for no key update of s),
    noted as (
      insert into merge_moves (workspace_id, merge_id, kind, row_id)
      select workspace_id, "mergeId", 'session', id from due where "mergeId" is not null)
    update sessions s set contact_id = due."winnerId",
        held_by = case when due."samePerson" then s.held_by else coalesce(s.held_by, due."loserId") end
    from due where s.workspace_id = due.workspace_id and s.id = due.id returning s.id`;
}

/** Hangs what a merge moved, and what was held under the loser's ids since, back on the loser. */
export async function giveBack(sql: Sql, list: News['contactsUnmerged']): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    with due as (
      select s.workspace_id, s.id, u."loserId"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as u("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, holders uuid[])
      join sessions s on s.workspace_id = u."workspaceId" and s.contact_id = u."winnerId"
      where exists (
        select from merge_moves v where v.workspace_id = s.workspace_id and v.merge_id = u."mergeId"
          and v.kind = 'session' and v.row_id = s.id)
        or s.held_by = any(u.holders)
      order by s.workspace_id, s.id
      for no key update of s)
    update sessions s set contact_id = due."loserId", held_by = nullif(s.held_by, due."loserId")
    from due where s.workspace_id = due.workspace_id and s.id = due.id returning s.id`;
}
