import type { Tx } from '../db/database.ts';
import type { Session } from './session.ts';
import { bindClaimed, insertSessions, lockSessionsByHash, updateSessions } from './session-store.ts';

/** Reads and locks the sessions that a batch of calls came with, by the hashes of their ids, in the order of rows. */
export function lockSessions(
  tx: Tx,
  names: readonly { workspaceId: string; hash: Buffer }[],
  now: Date,
): Promise<Session[]> {
  return names.length === 0 ? Promise.resolve([]) : lockSessionsByHash(tx.sql, names, now);
}

/** Writes sessions back. False when another process made one of the new ones first: the batch must run again. */
export async function saveSessions(tx: Tx, added: readonly Session[], changed: readonly Session[]): Promise<boolean> {
  const [inserted] = await Promise.all([insertSessions(tx.sql, added), updateSessions(tx.sql, changed)]);
  return inserted === added.length;
}

/** Hangs sessions that claimed an id before it was known on the contact it now names. */
export function bindClaimedSessions(
  tx: Tx,
  contacts: readonly { workspaceId: string; contactId: string; externalId: string }[],
): Promise<void> {
  return contacts.length === 0 ? Promise.resolve() : bindClaimed(tx.sql, contacts);
}
