import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import type { News } from '../topics.ts';
import { judgeContacts } from './judge-contacts.ts';
import { queueRebuilds } from './save-segment.ts';
import { MOST_SEGMENTS } from './segment.ts';
import { segmentSet } from './segment-set.ts';
import { beginBuilding, listSegments } from './segment-store.ts';

/** Reacts to `consentsChanged`, told under the contact's own lock: whoever comes or goes does so in this transaction. */
export async function followConsents(deps: Deps, tx: Tx, list: News['consentsChanged']): Promise<void> {
  const versions = await holdFilters(
    tx,
    list.map(({ workspaceId }) => workspaceId),
  );
  for (const { workspaceId, contactId, key } of list) {
    const version = versions.get(workspaceId) ?? 0;
    if (version === 0) continue;
    const set = await segmentSet(deps, workspaceId, version);
    const segments = set.segments.filter(({ reads }) => reads.consents.has(key));
    await judgeContacts(deps, tx, set, segments, [contactId]);
  }
}

/** Reacts to `listsAdded`, told in a new version of the filters: a segment may have asked for the list while there was none. */
export async function followLists(deps: Deps, tx: Tx, list: News['listsAdded']): Promise<void> {
  for (const { workspaceId, key } of list) {
    const segments = await listSegments(tx.sql, workspaceId, MOST_SEGMENTS);
    if (!JSON.stringify(segments.map(({ filter }) => filter)).includes(`consent:${key}`)) continue;
    const version = (await holdFilters(tx, [workspaceId])).get(workspaceId) ?? 0;
    const ids = segments.map(({ id }) => id);
    await beginBuilding(tx.sql, workspaceId, ids, version);
    await queueRebuilds(deps, tx, workspaceId, ids, version);
  }
}
