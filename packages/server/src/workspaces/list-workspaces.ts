import type { Deps } from '../deps.ts';
import { type ListedWorkspace, listAllWorkspaces } from './workspace-store.ts';

/** Every workspace of the installation, oldest first; for the command line. */
export async function listWorkspaces(deps: Pick<Deps, 'db'>): Promise<ListedWorkspace[]> {
  return listAllWorkspaces(deps.db.sql);
}
