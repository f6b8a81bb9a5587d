import type { Deps } from '../deps.ts';
import { countMembers } from './member-store.ts';
import { MOST_SEGMENTS, type Segment } from './segment.ts';
import { listSegments } from './segment-store.ts';

/** The segments of a workspace by name, each with how many belong to it. */
export async function browseSegments(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
): Promise<(Segment & { members: number })[]> {
  const [segments, counts] = await Promise.all([
    listSegments(deps.db.sql, workspaceId, MOST_SEGMENTS),
    countMembers(deps.db.sql, workspaceId),
  ]);
  return segments.map((segment) => ({ ...segment, members: counts.get(segment.id) ?? 0 }));
}
