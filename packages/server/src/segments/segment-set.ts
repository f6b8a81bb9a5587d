import type { Database } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type Condition, type Filter, parseFilter, type SavedFilter } from '../filters/filter.ts';
import type { FilterScope } from '../filters/filter-to-sql.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { relativeLeaves } from '../filters/next-flip.ts';
import { type Reads, readsOf } from '../filters/reads.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { MOST_SEGMENTS, type Segment } from './segment.ts';
import { listSegments } from './segment-store.ts';

/** A segment made ready to judge contacts by. */
export interface ReadySegment {
  id: string;
  contactType: FilterScope['contactType'];
  filter: Filter;
  reads: Reads;
  /** The conditions whose verdict changes by the clock alone. */
  relative: Condition[];
}

/** The segments of a workspace as they are for one version of its filters. */
export interface SegmentSet {
  workspaceId: string;
  version: number;
  identityMode: FilterScope['identityMode'];
  zone: string;
  segments: ReadySegment[];
}

const MOST_SETS = 1_000;
const known = new WeakMap<Database, Map<string, SegmentSet>>();

/**
 * The segments of a workspace for the version its caller holds (`filters/hold-filters.ts`); while it is held, what is
 * committed is what belongs to it. Read once per version and process.
 */
export async function segmentSet(deps: Pick<Deps, 'db'>, workspaceId: string, version: number): Promise<SegmentSet> {
  const sets = known.get(deps.db) ?? new Map<string, SegmentSet>();
  known.set(deps.db, sets);
  const remembered = sets.get(workspaceId);
  if (remembered?.version === version) return remembered;
  const [segments, { identityMode, timeZone }] = await Promise.all([
    listSegments(deps.db.sql, workspaceId, MOST_SEGMENTS),
    readSettings(deps, workspaceId),
  ]);
  const saved = savedFilters(segments);
  const ready = segments.map(({ id, contactType, filter: input }) => {
    const filter = parseFilter(input, saved);
    return { id, contactType, filter, reads: readsOf(filter), relative: relativeLeaves(filter) };
  });
  const set = { workspaceId, version, identityMode, zone: timeZone, segments: ready };
  sets.delete(workspaceId);
  sets.set(workspaceId, set);
  if (sets.size > MOST_SETS) sets.delete(sets.keys().next().value!);
  return set;
}

/** The segments of a workspace as they are just now, for those who go on to judge under a version they hold anew. */
export async function presentSegmentSet(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<SegmentSet> {
  const versions = await deps.db.transaction((tx) => holdFilters(tx, [workspaceId]));
  return segmentSet(deps, workspaceId, versions.get(workspaceId) ?? 0);
}

export function savedFilters(segments: readonly Segment[]): Map<string, SavedFilter> {
  return new Map(segments.map(({ id, contactType, filter }) => [id, { contactType, filter }]));
}
