import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';
import type { MovedThread } from './linked-thread.ts';

/** Hangs the conversations of losers on winners, in the order of their ids. What moved is noted under the merge. */
export async function move(sql: Sql, list: News['contactsMerged']): Promise<MovedThread[]> {
  return sql<MovedThread[]>`
    with due as (
      select c.workspace_id, c.id, m."mergeId", m."winnerId", m."loserId", m."samePerson"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as m("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, "samePerson" boolean)
      join conversations c on c.workspace_id = m."workspaceId" and c.contact_id = m."loserId"
      order by c.workspace_id, c.id
      for no key update of c),
    noted as (
      insert into merge_moves (workspace_id, merge_id, kind, row_id)
      select workspace_id, "mergeId", 'conversation', id from due where "mergeId" is not null)
    update conversations c set contact_id = due."winnerId",
        held_by = case when due."samePerson" then c.held_by else coalesce(c.held_by, due."loserId") end
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId"`;
}

/** Hangs what a merge moved, and what was held under the loser's ids since, back on the loser. */
export async function giveBack(sql: Sql, list: News['contactsUnmerged']): Promise<MovedThread[]> {
  return sql<MovedThread[]>`
    with due as (
      select c.workspace_id, c.id, u."loserId"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as u("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, holders uuid[])
      join conversations c on c.workspace_id = u."workspaceId" and c.contact_id = u."winnerId"
      where exists (
        select from merge_moves v where v.workspace_id = c.workspace_id and v.merge_id = u."mergeId"
          and v.kind = 'conversation' and v.row_id = c.id)
        or c.held_by = any(u.holders)
      order by c.workspace_id, c.id
      for no key update of c)
    update conversations c set contact_id = due."loserId", held_by = nullif(c.held_by, due."loserId")
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId"`;
}
