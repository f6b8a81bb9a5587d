import type { LinkedThread } from '../conversations/linked-thread.ts';
import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

/** Lets the tickets of sessions' conversations follow those to their lead, in the order of their ids. */
export async function giveToLeads(sql: Sql, list: News['leadsCaptured']): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select t.workspace_id, t.id, n."leadId" as lead_id
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as n("workspaceId" uuid, "sessionRowId" uuid, "leadId" uuid, before uuid)
      join conversations c
        on c.workspace_id = n."workspaceId" and c.session_id = n."sessionRowId" and c.contact_id = n."leadId"
      join tickets t on t.workspace_id = c.workspace_id and t.conversation_id = c.id
      where t.contact_id is null or t.contact_id = n.before
      order by t.workspace_id, t.id
      for no key update of t)
    update tickets t set contact_id = due.lead_id, trust = 'claimed'
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId", due.lead_id as cause,
      true as "wasNobodys"`;
}

/** The tickets of leads that turned out to be users; those whose e-mail is proven are theirs by proof from now on. */
export async function raiseOfLeads(sql: Sql, list: News['leadsConverted']): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select t.workspace_id, t.id, n."leadId" as cause, n."emailProven" as proven
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as n("workspaceId" uuid, "leadId" uuid, "emailProven" boolean)
      join tickets t on t.workspace_id = n."workspaceId" and t.contact_id = n."leadId"
      order by t.workspace_id, t.id
      for no key update of t)
    update tickets t set trust = case when due.proven then 'verified' else t.trust end
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId", due.cause, true as "wasNobodys"`;
}
