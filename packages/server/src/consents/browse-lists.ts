import type { Deps } from '../deps.ts';
import { listLists } from './list-store.ts';
import type { SubscriptionList } from './subscription-list.ts';

/** The subscription lists of a workspace, by name. */
export function browseLists(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<SubscriptionList[]> {
  return listLists(deps.db.sql, workspaceId);
}
