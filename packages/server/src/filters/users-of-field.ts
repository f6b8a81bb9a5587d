import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';

/** What a condition of a saved filter asks for, as it was saved. */
interface Asked {
  field: string;
  value: unknown;
}

/**
 * Where saved filters of a workspace ask for something that is to go: "the segment "Trials"", each place once. Hold the
 * filters alone (`changeFilters`), so that none is saved meanwhile.
 */
export async function usersOfField(
  deps: Pick<Deps, 'publish'>,
  tx: Tx,
  workspaceId: string,
  isIt: (asked: Asked) => boolean,
): Promise<string[]> {
  const found: { filter: unknown; where: string }[] = [];
  await deps.publish(tx, 'savedFiltersSought', [{ workspaceId, found }]);
  return [...new Set(found.flatMap(({ filter, where }) => (askedIn(filter).some(isIt) ? [where] : [])))];
}

/** The conditions of a filter that was checked when it was saved; it may name what is gone since. */
function askedIn(filter: unknown): Asked[] {
  if (typeof filter !== 'object' || filter === null) return [];
  const { all, any, not, field, value } = filter as Record<string, unknown>;
  if (typeof field === 'string') return [{ field, value }];
  return [all, any, not].flat().flatMap(askedIn);
}
