import type { Deps } from '../deps.ts';
import { hashSessionId, type Session } from './session.ts';
import { findSession, findSessionByHash } from './session-store.ts';

/** The session behind the id a browser holds, or null. */
export function readSession(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  sessionId: string,
): Promise<Session | null> {
  return findSessionByHash(deps.db.sql, workspaceId, hashSessionId(sessionId), deps.now());
}

/** The session with this row id, or null. */
export function readSessionRow(deps: Pick<Deps, 'db'>, workspaceId: string, id: string): Promise<Session | null> {
  return findSession(deps.db.sql, workspaceId, id);
}
