import type { Deps } from '../deps.ts';
import { idsLeadingTo } from './merge-store.ts';

/** The user ids under which a contact was called: its own, and those that lead to it. */
export async function readNames(
  deps: Pick<Deps, 'db'>,
  contact: { workspaceId: string; id: string; externalId: string | null },
): Promise<string[]> {
  const others = await idsLeadingTo(deps.db.sql, contact.workspaceId, contact.id);
  return contact.externalId === null ? others : [contact.externalId, ...others];
}
