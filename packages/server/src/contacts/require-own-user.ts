import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findContact } from './contact-store.ts';
import { findNamed } from './erasure-store.ts';

/**
 * The row of the user with an id, for what must not be done to somebody else by an old name (safety R5). Refuses
 * `not_found`, and `merged` with the survivor's user id.
 */
export async function requireOwnUser(deps: Pick<Deps, 'db'>, workspaceId: string, userId: string): Promise<string> {
  const id = readUserId(userId);
  const found = id.ok ? await findNamed(deps.db.sql, workspaceId, id.id) : null;
  const contact = found && (await findContact(deps.db.sql, workspaceId, found));
  if (!contact) throw new Refusal('not_found', 'There is no user with this id.');
  if (contact.mergedInto === null) return contact.id;
  const survivor = await findContact(deps.db.sql, workspaceId, contact.mergedInto);
  throw new Refusal('merged', 'This user was merged into another one; name that one.', {
    user_id: survivor?.externalId ?? null,
  });
}
