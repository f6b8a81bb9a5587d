import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { endAlerts } from './alert-store.ts';
import type { Actor } from './audit.ts';
import { recordAudit } from './record-audit.ts';

/** Ends an alert without doing anything about it. Refuses `not_found`, also for one that ended meanwhile. */
export async function dismissAlert(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [kind] = await endAlerts(tx.sql, workspaceId, 'dismissed', deps.now(), id);
    if (!kind) throw new Refusal('not_found', 'There is no such alert, or it has ended.');
    await recordAudit(deps, tx, { workspaceId, actor, action: 'alert.dismissed', subject: kind });
    tx.afterCommit(() => deps.live.ring([`workspace:${workspaceId}:alerts`]));
  });
}
