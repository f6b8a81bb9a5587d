import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { forgetKeys } from './authenticate-key.ts';
import { endServerKey as endInStore } from './key-store.ts';
import { recordAudit } from './record-audit.ts';

/** Ends a server key for good, in every process within seconds. Refuses `not_found`. */
export async function endServerKey(
  deps: Pick<Deps, 'db' | 'now'>,
  key: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (!(await endInStore(tx.sql, key.workspaceId, key.id, deps.now()))) {
      throw new Refusal('not_found', 'There is no such server key.');
    }
    await recordAudit(deps, tx, {
      workspaceId: key.workspaceId,
      actor: key.actor,
      action: 'server_key.ended',
      subject: key.id,
    });
  });
  forgetKeys(deps);
}
