import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { listIdentitySecrets } from '../identity/list-identity-secrets.ts';
import { listPublicKeys } from '../identity/list-public-keys.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from './workspace.ts';

/**
 * Refuses `conflict` when a workspace that enforces tokens would lose its last live key, secret or public: nobody could
 * prove who they are any more. Behind the lock of the workspace.
 */
export async function requireOtherKey(
  deps: Pick<Deps, 'db' | 'now'>,
  tx: Tx,
  workspace: Workspace,
  endingId: string,
): Promise<void> {
  if (workspace.identityMode !== 'enforce') return;
  const secrets = await listIdentitySecrets(deps, workspace.id, tx.sql);
  const publicKeys = await listPublicKeys(deps, workspace.id, tx.sql);
  const live = [...secrets.filter((row) => row.live), ...publicKeys.filter((row) => row.endedAt === null)];
  if (live.some(({ id }) => id !== endingId)) return;
  throw new Refusal(
    'conflict',
    'This is the last key that can prove anybody, and identity is enforced. Make a new one first, or change the mode.',
  );
}
