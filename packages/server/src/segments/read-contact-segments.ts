import type { Deps } from '../deps.ts';
import { segmentsOfContact } from './member-store.ts';

/** The segments a contact belongs to just now, by name, and since when. */
export function readContactSegments(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  contactId: string,
): Promise<{ id: string; name: string; since: string }[]> {
  return segmentsOfContact(deps.db.sql, workspaceId, contactId);
}
