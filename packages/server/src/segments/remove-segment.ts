import type { Deps } from '../deps.ts';
import { changeFilters } from '../filters/hold-filters.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { names, queueRebuilds } from './save-segment.ts';
import { MOST_SEGMENTS } from './segment.ts';
import { savedFilters } from './segment-set.ts';
import { deleteSegment, listSegments } from './segment-store.ts';

/** Removes a segment; its members are forgotten by a job. Refuses `conflict` while another segment asks for it. */
export async function removeSegment(
  deps: Deps,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const version = await changeFilters(tx, workspaceId);
    const all = await listSegments(tx.sql, workspaceId, MOST_SEGMENTS);
    const segment = all.find((one) => one.id === id);
    if (!segment) throw new Refusal('not_found', 'There is no such segment.');
    const saved = savedFilters(all);
    const naming = all.find((one) => one.id !== id && names(one, id, saved));
    if (naming) throw new Refusal('conflict', `The segment "${naming.name}" asks for this one.`);
    await deleteSegment(tx.sql, workspaceId, id);
    const { name: subject, filter } = segment;
    await recordAudit(deps, tx, { workspaceId, actor, action: 'segment.removed', subject, detail: { filter } });
    await queueRebuilds(deps, tx, workspaceId, [id], version);
  });
}
