import type { Tx } from '../db/database.ts';
import { keepInPlace } from './erasure-store.ts';

/** Where something may be hung: the living contact, and under whom it is held if that was merged away (safety R5). */
export interface HeldContact {
  contactId: string;
  heldBy: string | null;
}

/**
 * Keeps a contact from being erased or merged until the transaction ends, for those who are about to hang something on it.
 * One that was merged away after the call was let in leads to its survivor. Null when it is gone: it was erased.
 */
export async function holdContact(tx: Tx, workspaceId: string, contactId: string): Promise<HeldContact | null> {
  const held = await keepInPlace(tx.sql, workspaceId, contactId);
  if (held === null) return null;
  if (held.mergedInto === null) return { contactId, heldBy: null };
  const survivor = await holdContact(tx, workspaceId, held.mergedInto);
  return survivor && { contactId: survivor.contactId, heldBy: held.heldBy };
}
