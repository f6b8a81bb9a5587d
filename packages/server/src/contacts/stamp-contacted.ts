import type { Deps } from '../deps.ts';
import { saveContacted } from './contacted-store.ts';

/** Moves `last_contacted_at` of a contact, and of the company the talk was about, on to an instant; never back. */
export function stampContacted(
  deps: Pick<Deps, 'db' | 'publish'>,
  contacted: { workspaceId: string; contactId: string; companyId: string | null; at: string },
): Promise<void> {
  return deps.db.transaction(async (tx) => {
    if (!(await saveContacted(tx.sql, contacted))) return;
    const { workspaceId, contactId } = contacted;
    await deps.publish(tx, 'contactsContacted', [{ workspaceId, contactId }]);
  });
}
