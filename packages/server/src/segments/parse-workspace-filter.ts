import type { Deps } from '../deps.ts';
import { type Filter, parseFilter } from '../filters/filter.ts';
import { MOST_SEGMENTS } from './segment.ts';
import { savedFilters } from './segment-set.ts';
import { listSegments } from './segment-store.ts';

/** Checks a filter of a workspace as `parseFilter` does; it may name the workspace's segments. */
export async function parseWorkspaceFilter(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  input: unknown,
): Promise<Filter> {
  // Few filters name a segment, and a word in a value costs no more than a look.
  const mayName = JSON.stringify(input)?.includes('"segment"') === true;
  return parseFilter(
    input,
    mayName ? savedFilters(await listSegments(deps.db.sql, workspaceId, MOST_SEGMENTS)) : undefined,
  );
}
