import type { Tx } from '../db/database.ts';
import { setLead } from './session-store.ts';

/**
 * Notes which lead a visitor's session gave its name or e-mail for, and answers the one before. Null, and nothing noted,
 * when the session has ended or is somebody's by now.
 */
export function tieLead(
  tx: Tx,
  workspaceId: string,
  sessionRowId: string,
  leadId: string,
): Promise<{ before: string | null } | null> {
  return setLead(tx.sql, workspaceId, sessionRowId, leadId);
}
