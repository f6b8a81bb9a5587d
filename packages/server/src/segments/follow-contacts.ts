import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import type { Reads } from '../filters/reads.ts';
import type { News } from '../topics.ts';
import { judgeContacts } from './judge-contacts.ts';
import { segmentSet } from './segment-set.ts';

type Written = News['contactsWritten'][number];

/**
 * Reacts to `contactsWritten`: judges the contacts of the batch anew by the segments that read something of what moved,
 * in the transaction of the write. A workspace without segments costs nothing here.
 */
export async function followContacts(deps: Deps, tx: Tx, list: News['contactsWritten']): Promise<void> {
  const unasked = list.filter(({ filterVersion }) => filterVersion === undefined).map(({ workspaceId }) => workspaceId);
  const asked = await holdFilters(tx, unasked);
  for (const [workspaceId, written] of Map.groupBy(list, (item) => item.workspaceId)) {
    const version = written[0]!.filterVersion ?? asked.get(workspaceId) ?? 0;
    if (version === 0) continue;
    const set = await segmentSet(deps, workspaceId, version);
    const moved = movedIn(written);
    const segments = set.segments.filter(({ reads }) => mayFlip(reads, moved));
    await judgeContacts(
      deps,
      tx,
      set,
      segments,
      written.map(({ contactId }) => contactId),
    );
  }
}

interface Moved {
  traits: ReadonlySet<string>;
  isNew: boolean;
  companies: boolean;
  trust: boolean;
}

function movedIn(written: readonly Written[]): Moved {
  return {
    traits: new Set(written.flatMap(({ changed }) => changed)),
    isNew: written.some(({ created }) => created),
    companies: written.some(({ companiesMoved }) => companiesMoved === true),
    trust: written.some(({ trustMoved }) => trustMoved === true),
  };
}

function mayFlip(reads: Reads, moved: Moved): boolean {
  if (moved.isNew || reads.activity) return true;
  if ((reads.companies && moved.companies) || (reads.trust && moved.trust)) return true;
  for (const key of moved.traits) if (reads.traits.has(key)) return true;
  return false;
}
