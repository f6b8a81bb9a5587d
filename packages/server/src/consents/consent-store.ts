import type { ConsentState } from '@halo/wire/dashboard/consents.ts';
import type { Sql } from '../db/database.ts';

/** What somebody said about a list. */
export interface Consent {
  listId: string;
  state: ConsentState;
  source: string;
  actor: string;
  at: string;
}

export async function listConsents(sql: Sql, workspaceId: string, contactId: string): Promise<Consent[]> {
  return sql<Consent[]>`
    select list_id as "listId", state, source, actor, at from consents
    where workspace_id = ${workspaceId} and contact_id = ${contactId}`;
}

/** Writes what somebody said; a null state takes their word away. */
export async function writeConsent(
  sql: Sql,
  workspaceId: string,
  contactId: string,
  { listId, state, source, actor, at }: Omit<Consent, 'state'> & { state: ConsentState | null },
): Promise<void> {
  if (state === null) {
    await sql`
      delete from consents where workspace_id = ${workspaceId} and contact_id = ${contactId} and list_id = ${listId}`;
    return;
  }
  await sql`
    insert into consents (workspace_id, contact_id, list_id, state, source, actor, at)
    values (${workspaceId}, ${contactId}, ${listId}, ${state}, ${source}, ${actor}, ${at})
    on conflict (workspace_id, contact_id, list_id)
      do update set state = excluded.state, source = excluded.source, actor = excluded.actor, at = excluded.at`;
}

/**
 * Gives the winner what the loser said, the stricter of both: that somebody unsubscribed outlives everything, and that
 * they subscribed counts only where both are the same person and the winner said nothing.
 */
export async function joinConsents(
  sql: Sql,
  {
    workspaceId,
    winnerId,
    loserId,
    samePerson,
  }: { workspaceId: string; winnerId: string; loserId: string; samePerson: boolean },
): Promise<void> {
  await sql`
    insert into consents (workspace_id, contact_id, list_id, state, source, actor, at)
    select workspace_id, ${winnerId}, list_id, state, 'merge', actor, at from consents
    where workspace_id = ${workspaceId} and contact_id = ${loserId} and (state = 'unsubscribed' or ${samePerson})
    order by list_id
    on conflict (workspace_id, contact_id, list_id)
      do update set state = excluded.state, source = excluded.source, actor = excluded.actor, at = excluded.at
      where consents.state = 'subscribed' and excluded.state = 'unsubscribed'`;
}

/** Takes back from winners that they subscribed where only the loser ever said so, and they said nothing since. */
export async function takeBackConsents(
  sql: Sql,
  { workspaceId, winnerId, loserId }: { workspaceId: string; winnerId: string; loserId: string },
): Promise<void> {
  await sql`
    delete from consents w using consents l
    where w.workspace_id = ${workspaceId} and w.contact_id = ${winnerId} and w.source = 'merge' and w.state = 'subscribed'
      and l.workspace_id = w.workspace_id and l.contact_id = ${loserId} and l.list_id = w.list_id
      and l.state = w.state and l.at = w.at`;
}

export async function deleteConsents(sql: Sql, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  await sql`
    delete from consents where workspace_id = ${workspaceId}
      and contact_id = any(${`{${contactIds.join(',')}}`}::text::uuid[])`;
}
