import type { Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { Contact } from './contact.ts';
import { readContextsWhole } from './context-store.ts';
import { readMemberships } from './membership-store.ts';
import type { MergedSide } from './merge.ts';
import { mergedRefusal } from './refuse-merged.ts';

/** Who stays and who goes. Ids are those of rows. */
export interface MergeNames {
  workspaceId: string;
  survivorId: string;
  loserId: string;
}

/**
 * The two contacts of a merge among `found`, with all that is merged. Refuses `invalid_request` for a merge of one with
 * itself and of a user into a lead, `not_found`, and `merged` when one of them was merged away already.
 */
export async function readMergeSides(
  sql: Sql,
  { workspaceId, survivorId, loserId }: MergeNames,
  found: readonly Contact[],
): Promise<{ survivor: MergedSide; loser: MergedSide }> {
  const survivor = await requireLiving(sql, found, survivorId);
  const loser = await requireLiving(sql, found, loserId);
  if (survivor.kind === 'lead' && loser.kind === 'user') {
    throw new Refusal('invalid_request', 'A lead cannot take in a user: let the user survive.', { path: 'survivor' });
  }
  const names = [survivorId, loserId].map((id) => ({ workspaceId, id }));
  const [contexts, memberships] = await Promise.all([
    readContextsWhole(sql, 'user', names),
    readMemberships(sql, names),
  ]);
  const sideOf = (contact: Contact): MergedSide => ({
    contact,
    context: contexts.get(contact.id) ?? [],
    memberships: memberships.filter(({ contactId }) => contactId === contact.id),
  });
  return { survivor: sideOf(survivor), loser: sideOf(loser) };
}

/** A merge of a contact with itself is refused before anything is looked up. */
export function refuseSelfMerge({ survivorId, loserId }: MergeNames): void {
  if (survivorId !== loserId) return;
  throw new Refusal('invalid_request', 'A contact cannot be merged with itself.', { path: 'loser' });
}

async function requireLiving(sql: Sql, found: readonly Contact[], id: string): Promise<Contact> {
  const contact = found.find((candidate) => candidate.id === id);
  if (!contact) throw new Refusal('not_found', 'There is no such contact.');
  if (contact.mergedInto !== null) throw await mergedRefusal(sql, contact);
  return contact;
}
