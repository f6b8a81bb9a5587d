import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { listWorkspaces } from '../workspaces/list-workspaces.ts';
import { indexOf } from './reading-index.ts';
import { dropIndex, learnFacts, listIndexes, makeIndex, unhurried } from './reading-index-store.ts';
import { savedConditions } from './saved-conditions.ts';
import { savedFilters } from './saved-filters.ts';

/** The queue of the upkeep of indexes; whoever saves a filter puts a job into it. */
export const FILTER_INDEXES = 'keep-filter-indexes';
/** Every one costs each write of a person's values something (`npm run bench -- audience` says what). */
const MOST = 8;

/** Indexes are looked after once this commits. */
export function queueFilterIndexes(deps: Pick<Deps, 'jobs'>, tx: Tx): Promise<void> {
  return deps.jobs.insert(tx, FILTER_INDEXES, [{ data: {}, key: 'all' }]);
}

/**
 * Makes the indexes that saved filters with ranges of numbers and dates want, those first that most of them name, and
 * takes away those that none does. Writers go on meanwhile. May be done twice, and after a crash half way through.
 */
export async function keepFilterIndexes(deps: Pick<Deps, 'db' | 'log' | 'publish'>): Promise<void> {
  const wanted = await countWanted(deps);
  const lease = await deps.db.reserve();
  await unhurried(lease, async () => {
    const made = await listIndexes(lease);
    const ready = new Set(made.flatMap(({ serves, valid }) => (valid && serves !== null ? [serves] : [])));
    // What is there stays before what is as much wanted.
    const order = [...wanted].sort(
      ([a, often], [b, oftenToo]) =>
        oftenToo - often || Number(ready.has(b)) - Number(ready.has(a)) || (a < b ? -1 : 1),
    );
    const kept = new Set(order.slice(0, MOST).map(([serves]) => serves));
    for (const index of made) {
      if (!index.valid || index.serves === null || !kept.has(index.serves)) await dropIndex(lease, index);
    }
    const missing = [...kept].filter((serves) => !ready.has(serves));
    for (const serves of missing) await makeIndex(lease, serves);
    if (missing.length > 0) await learnFacts(lease);
    if (order.length > MOST) deps.log.info({ wanted: order.length, kept: MOST }, 'more indexes for filters are wanted');
  });
}

/** How many saved filters want each index. */
async function countWanted(deps: Pick<Deps, 'db' | 'publish'>): Promise<Map<string, number>> {
  const wanted = new Map<string, number>();
  for (const { id } of await listWorkspaces(deps)) {
    const saved = await deps.db.transaction((tx) => savedFilters(deps, tx, id));
    for (const { filter } of saved) {
      const serving = new Set(savedConditions(filter).flatMap((condition) => indexOf(condition) ?? []));
      for (const serves of serving) wanted.set(serves, (wanted.get(serves) ?? 0) + 1);
    }
  }
  return wanted;
}
