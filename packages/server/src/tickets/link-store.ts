import type { LinkedThread } from '../conversations/linked-thread.ts';
import type { Sql } from '../db/database.ts';

/** Lets the tickets of sessions' conversations follow those to their contact, in the order of their ids. */
export async function followBySession(
  sql: Sql,
  list: { workspaceId: string; sessionRowId: string; contactId: string; leadId: string | null }[],
): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select t.workspace_id, t.id, b.session_id as cause, c.contact_id, c.trust,
             t.contact_id is null or l.id is not null as was_nobodys
      from unnest(${list.map((item) => item.workspaceId)}::uuid[], ${list.map((item) => item.sessionRowId)}::uuid[],
        ${list.map((item) => item.contactId)}::uuid[], ${list.map((item) => item.leadId)}::uuid[])
        as b (workspace_id, session_id, contact_id, lead_id)
      join conversations c
        on c.workspace_id = b.workspace_id and c.session_id = b.session_id and c.contact_id = b.contact_id
      join tickets t on t.workspace_id = c.workspace_id and t.conversation_id = c.id
      left join contacts o on o.workspace_id = b.workspace_id and o.id = b.lead_id
      left join contacts l on l.workspace_id = t.workspace_id and l.id = t.contact_id and l.kind = 'lead'
        and l.id = coalesce(o.merged_into, o.id)
      where t.contact_id is null or (t.contact_id = c.contact_id and t.trust <> c.trust) or l.id is not null
      order by t.workspace_id, t.id
      for no key update of t)
    update tickets t set contact_id = due.contact_id, trust = due.trust, claimed_external_id = null
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId", due.cause, due.was_nobodys as "wasNobodys"`;
}

/** Links, as claimed, the tickets that claimed the ids of these contacts. */
export async function linkByClaimedId(
  sql: Sql,
  list: { workspaceId: string; contactId: string; externalId: string }[],
): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select t.workspace_id, t.id, k.contact_id as cause
      from unnest(${list.map((item) => item.workspaceId)}::uuid[], ${list.map((item) => item.contactId)}::uuid[],
        ${list.map((item) => item.externalId)}::text[]) as k (workspace_id, contact_id, external_id)
      join tickets t on t.workspace_id = k.workspace_id and t.claimed_external_id = k.external_id collate "C"
      where t.contact_id is null
      order by t.workspace_id, t.id
      for no key update of t)
    update tickets t set contact_id = due.cause, trust = 'claimed', claimed_external_id = null
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as "workspaceId", t.conversation_id as "conversationId", due.cause, true as "wasNobodys"`;
}
