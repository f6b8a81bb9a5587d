import type { Tx } from '../db/database.ts';
import { endSessionOfContact, endSessionsOfContact } from './session-store.ts';

/** Ends every session of a contact, behind the contact's lock. Answers the row ids of those that were open. */
export function endContactSessions(tx: Tx, workspaceId: string, contactId: string, now: Date): Promise<string[]> {
  return endSessionsOfContact(tx.sql, workspaceId, contactId, now);
}

/** Ends one of them, by its row id. Answers what it ran on, or null when it was not open. */
export function endContactSession(
  tx: Tx,
  session: { workspaceId: string; contactId: string; id: string },
  now: Date,
): Promise<{ device: string | null } | null> {
  return endSessionOfContact(tx.sql, session, now);
}
