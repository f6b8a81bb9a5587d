import type { Tx } from '../db/database.ts';
import { endStored } from './public-key-store.ts';

/** Ends a public key at once. False when it is not there or has ended before. */
export async function endPublicKey(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
  return endStored(tx.sql, workspaceId, id, now);
}
