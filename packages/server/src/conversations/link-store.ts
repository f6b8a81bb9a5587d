import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';
import type { LinkedThread } from './linked-thread.ts';

/** Links the conversations of sessions to the sessions' contacts, in the order of their ids, in one statement. */
export async function linkBySession(
  sql: Sql,
  list: {
    workspaceId: string;
    sessionRowId: string;
    contactId: string;
    heldBy: string | null;
    trust: CallTrust;
    leadId: string | null;
  }[],
): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select c.workspace_id, c.id, b.session_id as cause, b.contact_id, b.held_by, b.trust,
             c.contact_id is null or l.id is not null as was_nobodys
      from unnest(${list.map((item) => item.workspaceId)}::uuid[], ${list.map((item) => item.sessionRowId)}::uuid[],
        ${list.map((item) => item.contactId)}::uuid[], ${list.map((item) => item.heldBy)}::uuid[],
        ${list.map((item) => item.trust)}::text[], ${list.map((item) => item.leadId)}::uuid[])
        as b (workspace_id, session_id, contact_id, held_by, trust, lead_id)
      join conversations c on c.workspace_id = b.workspace_id and c.session_id = b.session_id
      left join contacts k on k.workspace_id = b.workspace_id and k.id = b.contact_id
      left join contacts o on o.workspace_id = b.workspace_id and o.id = b.lead_id
      left join contacts l on l.workspace_id = c.workspace_id and l.id = c.contact_id and l.kind = 'lead'
        and l.id = coalesce(o.merged_into, o.id)
      where (c.contact_id is null and (c.claimed_external_id is null or c.claimed_external_id = k.external_id))
        or (c.contact_id = b.contact_id and c.trust <> 'verified' and b.trust = 'verified')
        or l.id is not null
      order by c.workspace_id, c.id
      for no key update of c)
    update conversations c set contact_id = due.contact_id, held_by = due.held_by, trust = due.trust,
      claimed_external_id = null
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId", due.cause, due.was_nobodys as "wasNobodys"`;
}

/** Links, as claimed, the conversations that claimed the ids of these contacts, in one statement. */
export async function linkByClaimedId(
  sql: Sql,
  list: { workspaceId: string; contactId: string; externalId: string }[],
): Promise<LinkedThread[]> {
  return sql<LinkedThread[]>`
    with due as (
      select c.workspace_id, c.id, k.contact_id as cause
      from unnest(${list.map((item) => item.workspaceId)}::uuid[], ${list.map((item) => item.contactId)}::uuid[],
        ${list.map((item) => item.externalId)}::text[]) as k (workspace_id, contact_id, external_id)
      join conversations c on c.workspace_id = k.workspace_id and c.claimed_external_id = k.external_id collate "C"
      where c.contact_id is null
      order by c.workspace_id, c.id
      for no key update of c)
    update conversations c set contact_id = due.cause, trust = 'claimed', claimed_external_id = null
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id as "workspaceId", c.id as "conversationId", due.cause, true as "wasNobodys"`;
}

/** Claims of ids that are known by now, up to `limit` of them. */
export async function findLateClaims(
  sql: Sql,
  limit: number,
): Promise<{ workspaceId: string; contactId: string; externalId: string }[]> {
  return sql<{ workspaceId: string; contactId: string; externalId: string }[]>`
    select distinct k.workspace_id as "workspaceId", coalesce(k.merged_into, k.id) as "contactId",
           k.external_id as "externalId"
    from conversations c
    join contacts k on k.workspace_id = c.workspace_id and k.external_id = c.claimed_external_id
    where c.claimed_external_id is not null and c.contact_id is null
    limit ${limit}`;
}
