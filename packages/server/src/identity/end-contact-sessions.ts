import type { Tx } from '../db/database.ts';
import { endSessionsOfContact } from './session-store.ts';

/** Ends every session of a contact, behind the contact's lock. Answers the row ids of those that were open. */
export function endContactSessions(tx: Tx, workspaceId: string, contactId: string, now: Date): Promise<string[]> {
  return endSessionsOfContact(tx.sql, workspaceId, contactId, now);
}
