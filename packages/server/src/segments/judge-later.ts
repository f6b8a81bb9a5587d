import { holdContacts } from '../contacts/hold-contacts.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { judgeContacts } from './judge-contacts.ts';
import type { Flip } from './segment.ts';
import { type ReadySegment, segmentSet } from './segment-set.ts';

const SLICE = 200;
/** While the database writes one slice, the next is got ready. */
const AT_ONCE = 2;

/**
 * Judges any number of contacts, a transaction for every 200, two at a time: their contacts are others, and each locks
 * its own in the order of ids. Answers how many came or went.
 */
export async function judgeSlices(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  workspaceId: string,
  contactIds: readonly string[],
  choose: (segment: ReadySegment) => boolean,
  how: { byClock?: boolean } = {},
): Promise<number> {
  let flipped = 0;
  let next = 0;
  const judgeNext = async () => {
    while (next < contactIds.length) {
      const at = next;
      next += SLICE;
      const flips = await judgeLater(deps, workspaceId, contactIds.slice(at, at + SLICE), choose, how);
      flipped += flips.length;
    }
  };
  const stop = (error: unknown) => {
    next = contactIds.length;
    throw error;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => judgeNext().catch(stop)));
  return flipped;
}

/**
 * Judges contacts in a transaction of its own: filters held, contacts locked, so that a write of the same contact comes
 * wholly before or after. Answers how many there were to judge and who came and went.
 */
export function judgeLater(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  workspaceId: string,
  contactIds: readonly string[],
  choose: (segment: ReadySegment, version: number) => boolean,
  how: { byClock?: boolean } = {},
): Promise<Flip[]> {
  return deps.db.transaction(async (tx) => {
    const version = (await holdFilters(tx, [workspaceId])).get(workspaceId) ?? 0;
    if (version === 0) return [];
    await holdContacts(tx, workspaceId, contactIds);
    const set = await segmentSet(deps, workspaceId, version);
    const segments = set.segments.filter((segment) => choose(segment, version));
    return judgeContacts(deps, tx, set, segments, contactIds, how);
  });
}
