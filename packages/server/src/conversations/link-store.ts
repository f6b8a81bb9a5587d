import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';

export interface LinkedConversation {
  workspaceId: string;
  id: string;
  /** The session or contact of the list that linked it. */
  cause: string;
  /** False where only the proof grew. */
  wasNobodys: boolean;
}

interface LinkedRow {
  workspace_id: string;
  id: string;
  cause: string;
  was_nobodys: boolean;
}

function toLinked(row: LinkedRow): LinkedConversation {
  return { workspaceId: row.workspace_id, id: row.id, cause: row.cause, wasNobodys: row.was_nobodys };
}

/** Links the conversations of sessions to the sessions' contacts, in the order of their ids, in one statement. */
export async function linkBySession(
  sql: Sql,
  list: { workspaceId: string; sessionRowId: string; contactId: string; trust: CallTrust }[],
): Promise<LinkedConversation[]> {
  const rows = await sql<LinkedRow[]>`
    with due as (
      select c.workspace_id, c.id, b.session_id as cause, b.contact_id, b.trust, c.contact_id is null as was_nobodys
      from unnest(${list.map((item) => item.workspaceId)}::uuid[], ${list.map((item) => item.sessionRowId)}::uuid[],
        ${list.map((item) => item.contactId)}::uuid[], ${list.map((item) => item.trust)}::text[])
        as b (workspace_id, session_id, contact_id, trust)
      join conversations c on c.workspace_id = b.workspace_id and c.session_id = b.session_id
      left join contacts k on k.workspace_id = b.workspace_id and k.id = b.contact_id
      where (c.contact_id is null and (c.claimed_external_id is null or c.claimed_external_id = k.external_id))
        or (c.contact_id = b.contact_id and c.trust <> 'verified' and b.trust = 'verified')
      order by c.workspace_id, c.id
      for no key update of c)
    update conversations c set contact_id = due.contact_id, trust = due.trust, claimed_external_id = null
    from due where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id, c.id, due.cause, due.was_nobodys`;
  return rows.map(toLinked);
}

/** Links, as claimed, the conversations that claimed the ids of these contacts, in one statement. */
export async function linkByClaimedId(
  sql: Sql,
  list: { workspaceId: string; contactId: string; externalId: string }[],
): Promise<LinkedConversation[]> {
  const rows = await sql<LinkedRow[]>`
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
    returning c.workspace_id, c.id, due.cause, true as was_nobodys`;
  return rows.map(toLinked);
}
