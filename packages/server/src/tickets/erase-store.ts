import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/** Deletes the tickets of people and of their conversations, in the order of their ids. */
export async function deleteTickets(
  sql: Sql,
  list: News['contactsErased'],
): Promise<{ workspaceId: string; conversationId: string }[]> {
  return sql<{ workspaceId: string; conversationId: string }[]>`
    with e as (
      select * from json_to_recordset(${JSON.stringify(list)}::text::json)
        as x("workspaceId" uuid, "contactIds" uuid[], "externalIds" text[], "conversationIds" uuid[])),
    due as (
      select t.workspace_id, t.id from tickets t join e on t.workspace_id = e."workspaceId"
      where t.id in (
        select k.id from tickets k where k.workspace_id = e."workspaceId" and k.contact_id = any(e."contactIds")
        union all
        select k.id from tickets k
        where k.workspace_id = e."workspaceId" and k.conversation_id = any(e."conversationIds")
        union all
        select k.id from tickets k
        where k.workspace_id = e."workspaceId" and k.contact_id is null and k.claimed_external_id is not null
          and k.claimed_external_id = any(e."externalIds"))
      order by t.workspace_id, t.id
      for update of t)
    delete from tickets t using due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId"`;
}
