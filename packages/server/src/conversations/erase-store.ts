import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/** Deletes the conversations of people, of their sessions and of whoever claimed their ids, in the order of their ids. */
export async function deleteConversations(
  sql: Sql,
  list: News['contactsErased'],
): Promise<{ workspaceId: string; conversationId: string }[]> {
  return sql<{ workspaceId: string; conversationId: string }[]>`
    with e as (
      select * from json_to_recordset(${JSON.stringify(list)}::text::json)
        as x("workspaceId" uuid, "contactIds" uuid[], "externalIds" text[], "sessionIds" uuid[])),
    due as (
      select c.workspace_id, c.id from conversations c join e on c.workspace_id = e."workspaceId"
      where c.id in (
        select t.id from conversations t where t.workspace_id = e."workspaceId" and t.contact_id = any(e."contactIds")
        union all
        select t.id from conversations t
        where t.workspace_id = e."workspaceId" and t.contact_id is null and t.session_id = any(e."sessionIds")
        union all
        select t.id from conversations t
        where t.workspace_id = e."workspaceId" and t.contact_id is null and t.claimed_external_id is not null
          and t.claimed_external_id = any(e."externalIds"))
      order by c.workspace_id, c.id
      for update of c)
    delete from conversations c using due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId"`;
}

/** Deletes all that was said in conversations. */
export async function deleteMessages(sql: Sql, list: News['contactsErased']): Promise<void> {
  await sql`
    delete from messages m
    using json_to_recordset(${JSON.stringify(list)}::text::json) as e("workspaceId" uuid, "conversationIds" uuid[])
    where m.workspace_id = e."workspaceId" and m.conversation_id = any(e."conversationIds")`;
}
