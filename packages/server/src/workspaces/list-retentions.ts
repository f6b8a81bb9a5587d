import type { Deps } from '../deps.ts';
import type { Retention } from './workspace.ts';
import { listAllRetentions } from './workspace-store.ts';

/** For how long each workspace of the installation keeps what. */
export function listRetentions(deps: Pick<Deps, 'db'>): Promise<Retention[]> {
  return listAllRetentions(deps.db.sql);
}
