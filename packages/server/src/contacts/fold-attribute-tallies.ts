import type { Deps } from '../deps.ts';
import { foldTallies } from './attribute-store.ts';

/** Folds the noted changes of "how many records hold this key" into the attributes. */
export function foldAttributeTallies(deps: Pick<Deps, 'db'>): Promise<void> {
  return deps.db.transaction((tx) => foldTallies(tx.sql));
}
