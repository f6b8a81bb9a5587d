import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { type ContactType, leavesOf, parseFilter } from '../filters/filter.ts';
import { changeFilters } from '../filters/hold-filters.ts';
import { queueFilterIndexes } from '../filters/keep-filter-indexes.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { rebuildJob, SEGMENT_REBUILD } from './rebuild-segment.ts';
import { MOST_SEGMENTS, type Segment } from './segment.ts';
import { savedFilters } from './segment-set.ts';
import { beginBuilding, insertSegment, listSegments, updateSegment } from './segment-store.ts';

export interface SegmentToSave {
  workspaceId: string;
  /** Null makes a new one. */
  id: string | null;
  name: string;
  contactType: ContactType;
  filter: unknown;
  actor: Actor;
}

/**
 * Saves a segment and begins to build its membership; segments that name it are built anew as well. Refuses
 * `invalid_filter` with the path, `conflict` for a name that is taken and for one segment too many, `not_found`.
 */
export async function saveSegment(deps: Deps, save: SegmentToSave): Promise<Segment> {
  const { workspaceId, name, contactType, filter, actor } = save;
  return deps.db.transaction(async (tx) => {
    const version = await changeFilters(tx, workspaceId);
    const before = await listSegments(tx.sql, workspaceId, MOST_SEGMENTS);
    const known = before.find(({ id }) => id === save.id);
    if (save.id !== null && !known) throw new Refusal('not_found', 'There is no such segment.');
    if (!known && before.length >= MOST_SEGMENTS) {
      throw new Refusal('conflict', `A workspace has at most ${MOST_SEGMENTS} segments.`);
    }
    const at = deps.now().toISOString();
    const segment: Segment = {
      ...{ workspaceId, id: known?.id ?? newId(), name, contactType, filter },
      ...{ state: 'building', version, createdAt: known?.createdAt ?? at, updatedAt: at },
    };
    const after = [...before.filter(({ id }) => id !== segment.id), segment];
    // Circles show in whatever is named by the segment as well as in what names it.
    const saved = savedFilters(after);
    parseFilter(filter, saved);
    const naming = after.filter((one) => one.id !== segment.id && names(one, segment.id, saved)).map(({ id }) => id);
    const isFree = known ? await updateSegment(tx.sql, segment) : await insertSegment(tx.sql, segment);
    if (!isFree) throw new Refusal('conflict', 'Another segment has this name.');
    await beginBuilding(tx.sql, workspaceId, naming, version);
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, subject: name },
      action: known ? 'segment.changed' : 'segment.created',
      detail: { filter, contact_type: contactType },
    });
    await queueRebuilds(deps, tx, workspaceId, [segment.id, ...naming], version);
    await queueFilterIndexes(deps, tx);
    return segment;
  });
}

/** Puts the building of segments into the queue, if the transaction commits. */
export async function queueRebuilds(
  deps: Pick<Deps, 'jobs'>,
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  version: number,
): Promise<void> {
  const jobs = ids.map((segmentId) => rebuildJob({ workspaceId, segmentId, version }));
  await deps.jobs.insert(tx, SEGMENT_REBUILD, jobs);
}

/** Whether a segment asks for another one, be it by way of others. */
function names(segment: Segment, id: string, saved: ReturnType<typeof savedFilters>): boolean {
  const asked = leavesOf(parseFilter(segment.filter, saved)).flatMap(({ field, value }) =>
    field.source.in === 'segments' ? [value].flat() : [],
  );
  return asked.includes(id);
}
