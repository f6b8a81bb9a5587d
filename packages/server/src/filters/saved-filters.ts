import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';

type Saved = News['savedFiltersSought'][number]['found'];

/** Every filter that some room keeps for a workspace, and where it stands. */
export async function savedFilters(deps: Pick<Deps, 'publish'>, tx: Tx, workspaceId: string): Promise<Saved> {
  const found: Saved = [];
  await deps.publish(tx, 'savedFiltersSought', [{ workspaceId, found }]);
  return found;
}
