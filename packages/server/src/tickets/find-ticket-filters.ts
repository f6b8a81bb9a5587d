import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { listAllViews } from './inbox-view-store.ts';
import { listRules } from './routing-store.ts';

/** Reacts to `savedFiltersSought` with the filters of routing rules and of saved views of the inbox. */
export async function findTicketFilters(_deps: Deps, tx: Tx, list: News['savedFiltersSought']): Promise<void> {
  for (const { workspaceId, found } of list) {
    const rules = await listRules(tx.sql, workspaceId);
    found.push(...rules.map(({ name, filter }) => ({ filter, where: `the routing rule "${name}"` })));
    for (const { name, filter, ownerId } of await listAllViews(tx.sql, workspaceId)) {
      // What somebody keeps to themselves is not called by its name.
      found.push({ filter, where: ownerId === null ? `the inbox view "${name}"` : "a teammate's own inbox view" });
    }
  }
}
