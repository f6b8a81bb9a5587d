import type { IdentitySecretRow } from '@halo/wire/dashboard/security.ts';
import type { Sql } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { IDENTITY_SECRET_PREFIX } from './add-identity-secret.ts';
import { listSecrets } from './identity-secret-store.ts';

/** Every identity secret a workspace ever had, newest first, without the secrets. Reads inside `sql` when given. */
export async function listIdentitySecrets(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  sql: Sql = deps.db.sql,
): Promise<IdentitySecretRow[]> {
  const now = deps.now().getTime();
  return (await listSecrets(sql, workspaceId)).map((secret) => ({
    id: secret.id,
    hint: `${IDENTITY_SECRET_PREFIX}…${secret.hint}`,
    createdAt: secret.createdAt,
    endsAt: secret.endsAt,
    live: secret.endsAt === null || Date.parse(secret.endsAt) > now,
    lastUsedAt: secret.lastUsedAt,
    accepted: secret.accepted,
    refused: secret.refused,
  }));
}
