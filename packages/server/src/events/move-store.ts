import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/** Hangs the events of losers on winners. What moved is noted under the merge. */
export async function move(sql: Sql, list: News['contactsMerged']): Promise<void> {
  await sql`
    with due as (
      select e.workspace_id, e.id, e.at, m."mergeId", m."winnerId"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as m("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, "samePerson" boolean)
      join events e on e.workspace_id = m."workspaceId" and e.contact_id = m."loserId"),
    noted as (
      insert into merge_moves (workspace_id, merge_id, kind, row_id)
      select workspace_id, "mergeId", 'event', id from due where "mergeId" is not null)
    update events e set contact_id = due."winnerId"
    from due where e.workspace_id = due.workspace_id and e.id = due.id and e.at = due.at`;
}

/** Hangs the events that a merge moved back on the loser. */
export async function giveBack(sql: Sql, list: News['contactsUnmerged']): Promise<void> {
  await sql`
    with due as (
      select e.workspace_id, e.id, e.at, u."loserId"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as u("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, holders uuid[])
      join events e on e.workspace_id = u."workspaceId" and e.contact_id = u."winnerId"
      where exists (
        select from merge_moves v where v.workspace_id = e.workspace_id and v.merge_id = u."mergeId"
          and v.kind = 'event' and v.row_id = e.id))
    update events e set contact_id = due."loserId"
    from due where e.workspace_id = due.workspace_id and e.id = due.id and e.at = due.at`;
}
