import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { type LinkedConversation, linkByClaimedId, linkBySession } from './link-store.ts';

/**
 * Reacts to `sessionsBound`: what a session held before anybody was known in it becomes the contact's, and what the
 * session had claimed for the same contact becomes verified once the session is. What belongs to somebody stays theirs,
 * so a second identify under another id moves nothing and a repeat is a no-op.
 */
export async function linkConversationsOfSessions(deps: Deps, tx: Tx, list: News['sessionsBound']): Promise<void> {
  const rows = await linkBySession(tx.sql, list);
  count(rows, new Map(list.map((item) => [item.sessionRowId, item])));
  ring(deps, tx, rows);
}

/**
 * Reacts to `contactsWritten`: conversations that claimed an id before Halo knew it are linked as claimed, for the
 * team's eyes.
 */
export async function linkConversationsOfClaimedIds(deps: Deps, tx: Tx, list: News['contactsWritten']): Promise<void> {
  const named = list.flatMap(({ workspaceId, contactId, externalId }) =>
    externalId === null ? [] : [{ workspaceId, contactId, externalId }],
  );
  if (named.length === 0) return;
  const rows = await linkByClaimedId(tx.sql, named);
  count(rows, new Map(list.map((item) => [item.contactId, item])));
  ring(deps, tx, rows);
}

function count(rows: LinkedConversation[], causes: Map<string, { linked: { conversations: number } }>): void {
  for (const row of rows) {
    const cause = row.wasNobodys ? causes.get(row.cause) : undefined;
    if (cause) cause.linked.conversations += 1;
  }
}

function ring(deps: Deps, tx: Tx, rows: LinkedConversation[]): void {
  if (rows.length === 0) return;
  const bells = rows.flatMap((row) => [`conversation:${row.id}`, `workspace:${row.workspaceId}:inbox`]);
  tx.afterCommit(() => deps.live.ring(bells));
}
