import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteLogLines, stripSessions } from './erase-store.ts';

/** Reacts to `contactsErased`: their sessions are over and empty, and their streams end with them. */
export async function eraseSessions(deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  const sessions = await stripSessions(tx.sql, list);
  for (const item of list) {
    item.sessionIds.push(...sessions.flatMap(({ workspaceId, id }) => (workspaceId === item.workspaceId ? id : [])));
  }
  tx.afterCommit(() => deps.live.ring(sessions.map(({ id }) => `session:${id}`)));
}

/** Reacts to `contactsErased`: the identify log knows them no more. */
export async function eraseLogLines(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  await deleteLogLines(tx.sql, list);
}
