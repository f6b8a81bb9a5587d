import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { changeFilters } from '../filters/hold-filters.ts';
import type { News } from '../topics.ts';
import { queueRebuilds } from './save-segment.ts';
import { MOST_SEGMENTS } from './segment.ts';
import { beginBuilding, listSegments } from './segment-store.ts';

/** What filters mean goes by these settings. */
const MEANING = ['timeZone', 'identityMode'];

/** Reacts to `workspaceChanged`: where the mode or the time zone is another one, all segments are built anew. */
export async function rebuildForSettings(deps: Deps, tx: Tx, list: News['workspaceChanged']): Promise<void> {
  for (const { workspaceId, changed } of list) {
    if (!changed.some((setting) => MEANING.includes(setting))) continue;
    const version = await changeFilters(tx, workspaceId);
    const ids = (await listSegments(tx.sql, workspaceId, MOST_SEGMENTS)).map(({ id }) => id);
    await beginBuilding(tx.sql, workspaceId, ids, version);
    await queueRebuilds(deps, tx, workspaceId, ids, version);
  }
}
