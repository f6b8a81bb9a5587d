import type { Deps } from '../deps.ts';
import { endSecretNow } from '../identity/end-identity-secrets.ts';
import { forgetKeyRings } from '../identity/key-ring.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';
import { requireOtherKey } from './require-other-key.ts';
import { lockWorkspace } from './workspace-store.ts';

/**
 * Ends an identity secret at once, in every process within seconds. Refuses `not_found`, and `conflict` for the last
 * live key of a workspace that enforces tokens.
 */
export async function endIdentitySecret(
  deps: Pick<Deps, 'db' | 'now'>,
  secret: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  const { workspaceId, id, actor } = secret;
  await deps.db.transaction(async (tx) => {
    const workspace = await lockWorkspace(tx.sql, workspaceId);
    if (!workspace || !(await endSecretNow(tx, workspaceId, id, deps.now()))) {
      throw new Refusal('not_found', 'There is no such identity secret, or it has ended.');
    }
    await requireOtherKey(deps, tx, workspace, id);
    await recordAudit(deps, tx, { workspaceId, actor, action: 'identity_secret.ended', subject: id });
  });
  forgetKeyRings(deps);
}
