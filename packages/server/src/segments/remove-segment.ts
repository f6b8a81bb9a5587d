import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { changeFilters } from '../filters/hold-filters.ts';
import { queueFilterIndexes } from '../filters/keep-filter-indexes.ts';
import { usersOfField } from '../filters/users-of-field.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { queueRebuilds } from './save-segment.ts';
import { deleteSegment, findSegment } from './segment-store.ts';

/** Removes a segment; its members are forgotten by a job. Refuses `conflict` with `used_by` while a saved filter asks for it. */
export async function removeSegment(
  deps: Deps,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const version = await changeFilters(tx, workspaceId);
    const segment = UUID.test(id) ? await findSegment(tx.sql, workspaceId, id) : null;
    if (!segment) throw new Refusal('not_found', 'There is no such segment.');
    const usedBy = await usersOfField(deps, tx, workspaceId, ({ field, value }) => {
      return field === 'segment' && [value].flat().includes(id);
    });
    if (usedBy.length > 0) {
      throw new Refusal('conflict', `This segment is used by ${usedBy.join(' and ')}. Change that first.`, {
        used_by: usedBy,
      });
    }
    await deleteSegment(tx.sql, workspaceId, id);
    const { name: subject, filter } = segment;
    await recordAudit(deps, tx, { workspaceId, actor, action: 'segment.removed', subject, detail: { filter } });
    await queueRebuilds(deps, tx, workspaceId, [id], version);
    await queueFilterIndexes(deps, tx);
  });
}
