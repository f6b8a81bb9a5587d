import type { SavedViewsAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { listAllViews } from './inbox-view-store.ts';

/** The saved views of the inbox that a teammate has: their own and everybody's. */
export async function listSavedViews(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  teammateId: string,
): Promise<SavedViewsAnswer> {
  const all = await listAllViews(deps.db.sql, workspaceId);
  return {
    views: all.flatMap(({ ownerId, ...view }) =>
      ownerId === null || ownerId === teammateId ? [{ ...view, shared: ownerId === null }] : [],
    ),
  };
}
