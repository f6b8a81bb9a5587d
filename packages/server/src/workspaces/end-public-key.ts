import type { Deps } from '../deps.ts';
import { endPublicKey as endKey } from '../identity/end-public-key.ts';
import { forgetKeyRings } from '../identity/key-ring.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';
import { requireOtherKey } from './require-other-key.ts';
import { lockWorkspace } from './workspace-store.ts';

/**
 * Ends a public key or a whole address of them at once, in every process within seconds. Refuses `not_found`, and
 * `conflict` for the last live key of a workspace that enforces tokens.
 */
export async function endPublicKey(
  deps: Pick<Deps, 'db' | 'now'>,
  key: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  const { workspaceId, id, actor } = key;
  await deps.db.transaction(async (tx) => {
    const workspace = await lockWorkspace(tx.sql, workspaceId);
    if (!workspace || !(await endKey(tx, workspaceId, id, deps.now()))) {
      throw new Refusal('not_found', 'There is no such public key, or it has ended.');
    }
    await requireOtherKey(deps, tx, workspace, id);
    await recordAudit(deps, tx, { workspaceId, actor, action: 'public_key.ended', subject: id });
  });
  forgetKeyRings(deps);
}
