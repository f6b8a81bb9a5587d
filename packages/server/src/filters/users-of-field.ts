import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type SavedCondition, savedConditions } from './saved-conditions.ts';
import { savedFilters } from './saved-filters.ts';

/**
 * Where saved filters of a workspace ask for something that is to go: 'the segment "Trials"', each place once. Hold the
 * filters alone (`changeFilters`), so that none is saved meanwhile.
 */
export async function usersOfField(
  deps: Pick<Deps, 'publish'>,
  tx: Tx,
  workspaceId: string,
  isIt: (asked: SavedCondition) => boolean,
): Promise<string[]> {
  const saved = await savedFilters(deps, tx, workspaceId);
  return [...new Set(saved.flatMap(({ filter, where }) => (savedConditions(filter).some(isIt) ? [where] : [])))];
}
