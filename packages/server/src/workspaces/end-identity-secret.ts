import type { Deps } from '../deps.ts';
import { endSecretNow } from '../identity/end-identity-secrets.ts';
import { forgetKeyRings } from '../identity/key-ring.ts';
import { listIdentitySecrets } from '../identity/list-identity-secrets.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';
import { lockWorkspace } from './workspace-store.ts';

/**
 * Ends an identity secret at once, in every process within seconds. Refuses `not_found`, and `conflict` for the last
 * live secret of a workspace that enforces tokens: nobody could sign in to it any more.
 */
export async function endIdentitySecret(
  deps: Pick<Deps, 'db' | 'now'>,
  secret: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  const { workspaceId, id, actor } = secret;
  await deps.db.transaction(async (tx) => {
    const workspace = await lockWorkspace(tx.sql, workspaceId);
    const live = (await listIdentitySecrets(deps, workspaceId, tx.sql)).filter((row) => row.live);
    if (!workspace || !live.some((row) => row.id === id)) {
      throw new Refusal('not_found', 'There is no such identity secret, or it has ended.');
    }
    if (workspace.identityMode === 'enforce' && live.length === 1) {
      throw new Refusal(
        'conflict',
        'This is the last live secret and identity is enforced, so nobody could prove who they are. Make a new secret first, or change the mode.',
      );
    }
    await endSecretNow(tx, workspaceId, id, deps.now());
    await recordAudit(deps, tx, { workspaceId, actor, action: 'identity_secret.ended', subject: id });
  });
  forgetKeyRings(deps);
}
