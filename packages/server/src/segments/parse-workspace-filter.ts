import type { Sql } from '../db/database.ts';
import { type Filter, parseFilter, type Subject } from '../filters/filter.ts';
import { MOST_SEGMENTS } from './segment.ts';
import { savedFilters } from './segment-set.ts';
import { listSegments } from './segment-store.ts';

/** Checks a filter of a workspace as `parseFilter` does; it may name the workspace's segments. */
export async function parseWorkspaceFilter(
  deps: { db: { sql: Sql } },
  workspaceId: string,
  input: unknown,
  about: Subject = 'contacts',
): Promise<Filter> {
  const parse = await filterParser(deps, workspaceId, input, about);
  return parse(input);
}

/** The same for many filters: the segments that any of the `inputs` may name are read once. */
export async function filterParser(
  deps: { db: { sql: Sql } },
  workspaceId: string,
  inputs: unknown,
  about: Subject,
): Promise<(input: unknown) => Filter> {
  // Few filters name a segment, and a word in a value costs no more than a look.
  const mayName = JSON.stringify(inputs)?.includes('"segment"') === true;
  const saved = mayName ? savedFilters(await listSegments(deps.db.sql, workspaceId, MOST_SEGMENTS)) : undefined;
  return (input) => parseFilter(input, saved, about);
}
