import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { eraseContact } from './erase-contact.ts';
import { eraser } from './erasure.ts';
import { readErasures } from './erasure-store.ts';
import { findContactByOwnId } from './merge-store.ts';

/**
 * Erases the user with an id (see `eraseContact`). Asked again, because an answer was lost on its way, it answers the
 * same. Refuses `not_found` for ids that were never known, and `merged` for one that leads to somebody else.
 */
export async function eraseUser(
  deps: Pick<Deps, 'db' | 'now' | 'live' | 'publish' | 'secrets' | 'jobs'>,
  named: { workspaceId: string; userId: string; actor: Actor },
): Promise<{ erasedAt: string }> {
  const { workspaceId, actor } = named;
  const id = readUserId(named.userId);
  if (!id.ok) throw unknown();
  const found = await findContactByOwnId(deps.db.sql, workspaceId, id.id);
  if (found) return eraseContact(deps, { workspaceId, contactId: found.id, actor });
  const name = eraser(deps.secrets).ofUserId(workspaceId, id.id);
  const tombstone = (await readErasures(deps.db.sql, [name])).get(name.hash.toString('hex'));
  if (!tombstone || tombstone.lifted) throw unknown();
  return { erasedAt: tombstone.erasedAt };
}

function unknown(): Refusal {
  return new Refusal('not_found', 'There is no user with this id.');
}
