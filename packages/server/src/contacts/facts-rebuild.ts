import type { Scope } from './traits.ts';

/** The queue of rebuilds, in slices: each job takes up where the one before stopped. */
export const FACTS_REBUILD = 'rebuild-facts';

export interface FactsRebuild {
  workspaceId: string;
  scope: Scope;
  /** Records up to this id are done; null begins. */
  after: string | null;
  /** Which of the two times over this is. */
  round: 1 | 2;
}

/** The job as the queue knows it: one that waits stands for all that ask for the same. */
export function rebuildJob(rebuild: FactsRebuild): { data: FactsRebuild; key: string } {
  const { workspaceId, scope, after, round } = rebuild;
  return { data: rebuild, key: `${workspaceId} ${scope} ${round} ${after ?? ''}` };
}
