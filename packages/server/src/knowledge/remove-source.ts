import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { changePassages } from './change-passages.ts';
import { deleteSource } from './source-store.ts';

/** Removes a source and all that was read of it, at once. Refuses `not_found`. */
export async function removeSource(
  deps: Deps,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const subject = await changePassages(deps, tx, workspaceId, () => deleteSource(tx.sql, workspaceId, id));
    if (subject === null) throw new Refusal('not_found', 'There is no such source.');
    await recordAudit(deps, tx, { workspaceId, actor, action: 'knowledge.removed', subject });
  });
}
