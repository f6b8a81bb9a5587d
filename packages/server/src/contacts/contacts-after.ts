import type { Deps } from '../deps.ts';
import { contactIdsAfter } from './contact-store.ts';

/** The next living contacts of a workspace by id. */
export function contactsAfter(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  return contactIdsAfter(deps.db.sql, workspaceId, after, limit);
}
