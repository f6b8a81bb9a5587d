import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { deleteAction } from './action-store.ts';
import { noSuchAction } from './definition.ts';

/** Removes an action at once; the log of its calls stays for its time. Refuses `not_found`. */
export async function removeAction(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const subject = await deleteAction(tx.sql, workspaceId, id);
    if (subject === null) throw noSuchAction();
    await recordAudit(deps, tx, { workspaceId, actor, action: 'action.removed', subject });
  });
}
