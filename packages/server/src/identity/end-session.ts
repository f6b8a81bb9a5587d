import type { Deps } from '../deps.ts';
import { hashSessionId } from './session.ts';
import { endSessionByHash } from './session-store.ts';

/** Ends a session for good (logout): it reads nothing more, and calls that bring it go on in a new one. */
export async function endSession(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  workspaceId: string,
  sessionId: string,
): Promise<boolean> {
  const rowId = await endSessionByHash(deps.db.sql, workspaceId, hashSessionId(sessionId), deps.now());
  if (rowId) deps.live.ring([`session:${rowId}`, `workspace:${workspaceId}:contacts`]);
  return rowId !== null;
}
