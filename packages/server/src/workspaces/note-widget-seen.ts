import type { Deps } from '../deps.ts';
import { upsertSighting } from './sighting-store.ts';

/** A sighting a process has written is not written again within this time. */
const QUIET_MS = 60_000;
const MAX_REMEMBERED = 10_000;
const written = new WeakMap<object, Map<string, number>>();

/**
 * Notes that a page with this workspace's widget loaded, for the live check of Setup > Install. Costs a write at most
 * once a minute and process, and never fails its caller.
 */
export async function noteWidgetSeen(
  deps: Pick<Deps, 'db' | 'now' | 'log' | 'live'>,
  workspaceId: string,
  sdk: string | null,
): Promise<void> {
  const seen = written.get(deps.db) ?? new Map<string, number>();
  written.set(deps.db, seen);
  const now = deps.now();
  if (now.getTime() - (seen.get(workspaceId) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
  if (seen.size >= MAX_REMEMBERED) seen.clear();
  seen.set(workspaceId, now.getTime());
  try {
    await upsertSighting(deps.db.sql, workspaceId, now, sdk);
    deps.live.ring([`workspace:${workspaceId}:log`]);
  } catch (error) {
    seen.delete(workspaceId);
    deps.log.warn({ err: error, workspace_id: workspaceId }, 'a widget sighting could not be written');
  }
}
