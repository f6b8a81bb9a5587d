import type { Tx } from '../db/database.ts';
import { changeFilterSet, holdFilterSets } from './filter-set-store.ts';

/** Keeps saved filters as they are until the transaction ends; the version of each workspace's, by its id. */
export function holdFilters(tx: Tx, workspaceIds: readonly string[]): Promise<Map<string, number>> {
  return holdFilterSets(tx.sql, [...new Set(workspaceIds)].sort());
}

/** Begins a new version of a workspace's saved filters, when nobody writes by the old one any more. */
export function changeFilters(tx: Tx, workspaceId: string): Promise<number> {
  return changeFilterSet(tx.sql, workspaceId);
}
