import type { Tx } from '../db/database.ts';
import { keepFromErasure } from './erasure-store.ts';

/**
 * Keeps a contact from being erased until the transaction ends, for those who are about to hang something on it. False
 * when it is gone: it was erased after the call was let in.
 */
export function holdContact(tx: Tx, workspaceId: string, contactId: string): Promise<boolean> {
  return keepFromErasure(tx.sql, workspaceId, contactId);
}
