import type { Deps } from '../deps.ts';
import { judgeSlices } from './judge-later.ts';
import { findDiffering } from './rebuild-segment.ts';
import { presentSegmentSet } from './segment-set.ts';
import { workspacesWithSegments } from './segment-store.ts';

/**
 * Looks once a night whether membership is what the filters say. None should differ; those that do are judged again and
 * told in the log. Answers how many did.
 */
export async function reconcileSegments(deps: Deps): Promise<number> {
  let differ = 0;
  for (const workspaceId of await workspacesWithSegments(deps.db.sql)) {
    const set = await presentSegmentSet(deps, workspaceId);
    for (const segment of set.segments) {
      // What the clock moved is the sweep's, and may be on its way.
      if (segment.relative.length > 0) continue;
      const ids = await findDiffering(deps, set, segment);
      const flipped = await judgeSlices(deps, workspaceId, ids, ({ id }) => id === segment.id);
      if (flipped > 0)
        deps.log.warn({ workspaceId, segmentId: segment.id, flipped }, 'segment members had to be mended');
      differ += flipped;
    }
  }
  return differ;
}
