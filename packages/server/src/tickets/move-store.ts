import type { MovedThread } from '../conversations/linked-thread.ts';
import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/** Hangs the tickets of losers on winners, in the order of their ids. What moved is noted under the merge. */
export async function move(sql: Sql, list: News['contactsMerged']): Promise<MovedThread[]> {
  return sql<MovedThread[]>`
    with due as (
      select t.workspace_id, t.id, m."mergeId", m."winnerId"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as m("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, "samePerson" boolean)
      join tickets t on t.workspace_id = m."workspaceId" and t.contact_id = m."loserId"
      order by t.workspace_id, t.id
      for no key update of t),
    noted as (
      insert into merge_moves (workspace_id, merge_id, kind, row_id)
      select workspace_id, "mergeId", 'ticket', id from due where "mergeId" is not null)
    update tickets t set contact_id = due."winnerId"
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId"`;
}

/** Hangs what a merge moved, and the tickets of conversations that went back already, back on the loser. */
export async function giveBack(sql: Sql, list: News['contactsUnmerged']): Promise<MovedThread[]> {
  return sql<MovedThread[]>`
    with due as (
      select t.workspace_id, t.id, u."loserId"
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as u("workspaceId" uuid, "mergeId" uuid, "winnerId" uuid, "loserId" uuid, holders uuid[])
      join tickets t on t.workspace_id = u."workspaceId" and t.contact_id = u."winnerId"
      where exists (
        select from merge_moves v where v.workspace_id = t.workspace_id and v.merge_id = u."mergeId"
          and v.kind = 'ticket' and v.row_id = t.id)
        or exists (
          select from conversations c where c.workspace_id = t.workspace_id and c.id = t.conversation_id
            and c.contact_id = u."loserId")
      order by t.workspace_id, t.id
      for no key update of t)
    update tickets t set contact_id = due."loserId"
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId"`;
}
