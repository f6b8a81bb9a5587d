import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';
import type { SessionIdentity } from './conversation.ts';

export interface LockedSession extends SessionIdentity {
  trust: CallTrust;
  ended: boolean;
  /** The lead is still one: what the visitor begins from now on is its own. */
  isLead: boolean;
}

interface SessionRow {
  contact_id: string | null;
  held_by: string | null;
  external_id: string | null;
  claimed_external_id: string | null;
  lead_id: string | null;
  is_lead: boolean;
  trust: CallTrust;
  ended_at: string | null;
}

/**
 * Locks a session's row and reads whose it is. Whoever decides which conversation of a session is live holds this lock,
 * so an identify under way and a first message meet here, and neither misses the other.
 */
export async function lockSession(sql: Sql, workspaceId: string, sessionRowId: string): Promise<LockedSession | null> {
  const [row] = await sql<SessionRow[]>`
    select s.contact_id, s.held_by, k.external_id, s.claimed_external_id, s.trust, s.ended_at, l.id as lead_id,
           coalesce(l.kind = 'lead', false) as is_lead
    from sessions s
    left join contacts k on k.workspace_id = s.workspace_id and k.id = s.contact_id
    left join contacts o on o.workspace_id = s.workspace_id and o.id = s.lead_id
    left join contacts l on l.workspace_id = o.workspace_id and l.id = coalesce(o.merged_into, o.id)
    where s.workspace_id = ${workspaceId} and s.id = ${sessionRowId}
    for no key update of s`;
  if (!row) return null;
  return {
    contactId: row.contact_id,
    heldBy: row.held_by,
    externalId: row.external_id,
    claimedExternalId: row.claimed_external_id,
    leadId: row.lead_id,
    isLead: row.is_lead,
    trust: row.trust,
    ended: row.ended_at !== null,
  };
}
