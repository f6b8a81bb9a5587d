import { readUserId } from '@halo/wire/subject-id.ts';
import type { Sql } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Contact } from './contact.ts';
import { findContact } from './contact-store.ts';
import { findContactByOwnId } from './merge-store.ts';

/**
 * The contact with exactly this user id, no redirect followed: for what must not reach somebody else's record by an old
 * id, such as merging, erasing and exporting (safety R5). Refuses `not_found`, and `merged` naming the survivor.
 */
export async function requireUnmerged(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  externalId: unknown,
): Promise<Contact> {
  const named = readUserId(externalId);
  const contact = named.ok ? await findContactByOwnId(deps.db.sql, workspaceId, named.id) : null;
  if (!contact) throw new Refusal('not_found', 'There is no user with this id.');
  if (contact.mergedInto !== null) throw await mergedRefusal(deps.db.sql, contact);
  return contact;
}

/** Names the survivor of a contact that was merged away. */
export async function mergedRefusal(sql: Sql, contact: Contact): Promise<Refusal> {
  const { workspaceId, mergedInto } = contact;
  const survivor = mergedInto && (await findContact(sql, workspaceId, mergedInto));
  const userId = survivor ? survivor.externalId : null;
  const named = userId === null ? 'another contact' : `"${userId}"`;
  return new Refusal('merged', `This contact was merged into ${named}; name that one.`, {
    user_id: userId,
    contact_id: mergedInto,
  });
}
