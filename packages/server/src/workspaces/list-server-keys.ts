import type { ServerKeyRow } from '@halo/wire/dashboard/security.ts';
import type { Deps } from '../deps.ts';
import { listServerKeys as listInStore } from './key-store.ts';

/** Every server key a workspace ever had, without the keys. */
export async function listServerKeys(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<ServerKeyRow[]> {
  return listInStore(deps.db.sql, workspaceId);
}
