import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { MOST_SEGMENTS } from './segment.ts';
import { listSegments } from './segment-store.ts';

/** Reacts to `savedFiltersSought` with the filters of segments. */
export async function findSegmentFilters(_deps: Deps, tx: Tx, list: News['savedFiltersSought']): Promise<void> {
  for (const { workspaceId, found } of list) {
    const segments = await listSegments(tx.sql, workspaceId, MOST_SEGMENTS);
    found.push(...segments.map(({ name, filter }) => ({ filter, where: `the segment "${name}"` })));
  }
}
