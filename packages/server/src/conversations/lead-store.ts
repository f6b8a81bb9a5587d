import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';
import type { LinkedThread } from './linked-thread.ts';

/** Hangs what sessions held for nobody, or for the lead they named before, on the lead they name now. */
export async function giveToLeads(sql: Sql, list: News['leadsCaptured']): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select c.workspace_id, c.id, n."leadId" as lead_id
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as n("workspaceId" uuid, "sessionRowId" uuid, "leadId" uuid, before uuid)
      join conversations c on c.workspace_id = n."workspaceId" and c.session_id = n."sessionRowId"
      left join contacts b on b.workspace_id = c.workspace_id and b.id = c.contact_id and b.kind = 'lead'
      where (c.contact_id is null and c.claimed_external_id is null) or b.id = n.before
      order by c.workspace_id, c.id
      for no key update of c)
    update conversations c set contact_id = due.lead_id, trust = 'claimed'
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId", due.lead_id as cause, true as "wasNobodys"`;
}

/** The conversations of leads that turned out to be users; those whose e-mail is proven are theirs by proof from now on. */
export async function raiseOfLeads(sql: Sql, list: News['leadsConverted']): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select c.workspace_id, c.id, n."leadId" as cause, n."emailProven" as proven
      from json_to_recordset(${JSON.stringify(list)}::text::json)
        as n("workspaceId" uuid, "leadId" uuid, "emailProven" boolean)
      join conversations c on c.workspace_id = n."workspaceId" and c.contact_id = n."leadId"
      order by c.workspace_id, c.id
      for no key update of c)
    update conversations c set trust = case when due.proven then 'verified' else c.trust end
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId", due.cause, true as "wasNobodys"`;
}
