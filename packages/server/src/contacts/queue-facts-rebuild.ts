import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { FACTS_REBUILD, rebuildJob } from './facts-rebuild.ts';

/** Longer than any process goes on with the settings it remembers, and than a write waits in its queue. */
const SECOND_ROUND_MS = 30_000;

/**
 * Days without a zone are read in the workspace's, so a new zone makes facts old: they are rebuilt at once, and once
 * more for what was written meanwhile by processes that had not heard of it.
 */
export async function queueFactsRebuild(
  deps: Pick<Deps, 'jobs' | 'now'>,
  tx: Tx,
  list: News['workspaceChanged'],
): Promise<void> {
  const later = new Date(deps.now().getTime() + SECOND_ROUND_MS);
  const jobs = list
    .filter(({ changed }) => changed.includes('timeZone'))
    .flatMap(({ workspaceId }) => (['user', 'company'] as const).map((scope) => ({ workspaceId, scope, after: null })))
    .flatMap((rebuild) => [
      rebuildJob({ ...rebuild, round: 1 }),
      { ...rebuildJob({ ...rebuild, round: 2 }), startAfter: later },
    ]);
  await deps.jobs.insert(tx, FACTS_REBUILD, jobs);
}
