import type { CallTrust, IdentityMode } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { mayKnowStored } from './may-know-stored.ts';
import { readTokenProofs } from './token-proof-store.ts';

/** Something that was made under the name of a contact, and how far that name was proven. */
export interface Tie {
  contactId: string | null;
  trust: CallTrust;
}

/**
 * For each of these the contact whose stored values count: nobody where only a claim ties it to a person whom a token
 * has proved lately (safety R3). A lead is whoever left it.
 */
export async function countableContacts(
  deps: Pick<Deps, 'now'>,
  sql: Sql,
  { id: workspaceId, identityMode }: { id: string; identityMode: IdentityMode },
  ties: readonly Tie[],
): Promise<(string | null)[]> {
  const claimed = ties.flatMap(({ contactId, trust }) => (contactId && trust !== 'verified' ? [contactId] : []));
  const proofs = await readTokenProofs(sql, workspaceId, claimed);
  return ties.map(({ contactId, trust }) => {
    if (contactId === null || trust === 'verified') return contactId;
    const found = proofs.get(contactId);
    if (!found) return null;
    return found.kind === 'lead' || mayKnowStored({ identityMode, trust }, found, deps.now()) ? contactId : null;
  });
}
