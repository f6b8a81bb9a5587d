import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { linkByClaimedId, linkBySession } from './link-store.ts';
import { bellsOfThreads, credit, nameable } from './linked-thread.ts';

/**
 * Reacts to `sessionsBound`: what a session held before anybody was known in it becomes the contact's, and what the
 * session had claimed for the same contact becomes verified once the session is. What belongs to somebody stays theirs,
 * so a second identify under another id moves nothing and a repeat is a no-op.
 */
export async function linkConversationsOfSessions(deps: Deps, tx: Tx, list: News['sessionsBound']): Promise<void> {
  const rows = await linkBySession(tx.sql, list);
  credit(rows, 'conversations', new Map(list.map((item) => [item.sessionRowId, item])));
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}

/**
 * Reacts to `contactsWritten`: conversations that claimed an id before Halo knew it are linked as claimed, for the
 * team's eyes.
 */
export async function linkConversationsOfClaimedIds(deps: Deps, tx: Tx, list: News['contactsWritten']): Promise<void> {
  const named = nameable(list);
  if (named.length === 0) return;
  const rows = await linkByClaimedId(tx.sql, named);
  credit(rows, 'conversations', new Map(list.map((item) => [item.contactId, item])));
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}
