import { contactsAfter } from '../contacts/contacts-after.ts';
import type { Deps } from '../deps.ts';
import { judgeSlices } from './judge-later.ts';
import { removeSome } from './member-store.ts';
import { presentSegmentSet, type ReadySegment, type SegmentSet } from './segment-set.ts';
import { endBuilding, findSegment } from './segment-store.ts';
import { differing } from './verdict-store.ts';

/** The queue of segments whose filter is new or means something else now. */
export const SEGMENT_REBUILD = 'rebuild-segment';

export interface SegmentRebuild {
  workspaceId: string;
  segmentId: string;
  version: number;
}

/** Finding who differs reads every contact, so very many are found at once. */
const FOUND = 200_000;

export function rebuildJob(rebuild: SegmentRebuild): { data: SegmentRebuild; key: string } {
  return { data: rebuild, key: `${rebuild.workspaceId} ${rebuild.segmentId} ${rebuild.version}` };
}

/**
 * Brings a segment's membership to what its filter says: one statement finds who differs, slices of 200 are locked and
 * judged again. A filter that goes by the clock looks at every contact, to learn when. Writers judge by the new filter
 * already, so nothing that is written meanwhile is lost. May be done twice; a newer version makes it stop.
 */
export async function rebuildSegment(deps: Deps, rebuild: SegmentRebuild): Promise<void> {
  const { workspaceId, segmentId, version } = rebuild;
  const segment = await findSegment(deps.db.sql, workspaceId, segmentId);
  if (!segment) {
    while ((await removeSome(deps.db.sql, workspaceId, segmentId, 1_000)) > 0);
    return;
  }
  if (segment.version !== version) return;
  let after: string | null = null;
  for (;;) {
    const ids: string[] | null = await nextToJudge(deps, rebuild, after);
    if (ids === null) return;
    await judgeSlices(deps, workspaceId, ids, ({ id }) => id === segmentId, { byClock: true });
    if (ids.length < FOUND) break;
    after = ids.at(-1)!;
  }
  if (await endBuilding(deps.db.sql, workspaceId, segmentId, version)) {
    deps.live.ring([`workspace:${workspaceId}:segments`]);
  }
}

/** The next contacts to judge, by id; null when the segment is another one by now. */
async function nextToJudge(
  deps: Deps,
  { workspaceId, segmentId, version }: SegmentRebuild,
  after: string | null,
): Promise<string[] | null> {
  const found = await readyToBuild(deps, workspaceId, segmentId);
  if (!found || found.saved !== version) return null;
  const { set, segment } = found;
  if (segment.relative.length > 0) return contactsAfter(deps, workspaceId, after, FOUND);
  return findDiffering(deps, set, segment, after);
}

/** Up to 200,000 contacts whose membership is not what the filter says. */
export function findDiffering(
  deps: Pick<Deps, 'db' | 'now'>,
  set: SegmentSet,
  segment: ReadySegment,
  after: string | null = null,
): Promise<string[]> {
  return deps.db.transaction((tx) => differing(tx.sql, set, segment, { after, limit: FOUND, now: deps.now() }), {
    readOnly: true,
  });
}

async function readyToBuild(
  deps: Deps,
  workspaceId: string,
  segmentId: string,
): Promise<{ set: SegmentSet; segment: ReadySegment; saved: number } | null> {
  const [set, row] = await Promise.all([
    presentSegmentSet(deps, workspaceId),
    findSegment(deps.db.sql, workspaceId, segmentId),
  ]);
  const segment = set.segments.find(({ id }) => id === segmentId);
  return segment && row ? { set, segment, saved: row.version } : null;
}
