import type { Deps } from '../deps.ts';
import { type FoundedWorkspace, foundWorkspace, type NewWorkspace } from './found-workspace.ts';

/** Makes a workspace. Its identity secret and server key are in the answer and nowhere else, ever again. */
export async function createWorkspace(
  deps: Pick<Deps, 'db' | 'now' | 'secrets' | 'publish'>,
  wanted: NewWorkspace,
): Promise<FoundedWorkspace> {
  return deps.db.transaction((tx) => foundWorkspace(deps, tx, wanted));
}
