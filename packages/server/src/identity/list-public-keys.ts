import type { PublicKeyRow } from '@halo/wire/dashboard/public-keys.ts';
import type { Sql } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { listStored } from './public-key-store.ts';

/** Every public key a workspace ever had, the live ones first. Reads inside `sql` when given. */
export async function listPublicKeys(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  sql: Sql = deps.db.sql,
): Promise<PublicKeyRow[]> {
  return (await listStored(sql, workspaceId)).map(({ keys, ...row }) => ({
    ...row,
    keys: keys.map(({ kid, algorithm, thumbprint }) => ({ kid, algorithm, thumbprint })),
  }));
}
