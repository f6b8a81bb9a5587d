import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { followBySession, type LinkedTicket, linkByClaimedId } from './link-store.ts';

/** Reacts to `sessionsBound`, after the conversations did: their tickets follow them to the contact. */
export async function linkTicketsOfSessions(deps: Deps, tx: Tx, list: News['sessionsBound']): Promise<void> {
  const rows = await followBySession(tx.sql, list);
  count(rows, new Map(list.map((item) => [item.sessionRowId, item])));
  ring(deps, tx, rows);
}

/** Reacts to `contactsWritten`: tickets that claimed an id before Halo knew it are linked as claimed. */
export async function linkTicketsOfClaimedIds(deps: Deps, tx: Tx, list: News['contactsWritten']): Promise<void> {
  const named = list.flatMap(({ workspaceId, contactId, externalId }) =>
    externalId === null ? [] : [{ workspaceId, contactId, externalId }],
  );
  if (named.length === 0) return;
  const rows = await linkByClaimedId(tx.sql, named);
  count(rows, new Map(list.map((item) => [item.contactId, item])));
  ring(deps, tx, rows);
}

function count(rows: LinkedTicket[], causes: Map<string, { linked: { tickets: number } }>): void {
  for (const row of rows) {
    const cause = row.wasNobodys ? causes.get(row.cause) : undefined;
    if (cause) cause.linked.tickets += 1;
  }
}

function ring(deps: Deps, tx: Tx, rows: LinkedTicket[]): void {
  if (rows.length === 0) return;
  const bells = rows.flatMap((row) => [`conversation:${row.conversationId}`, `workspace:${row.workspaceId}:inbox`]);
  tx.afterCommit(() => deps.live.ring(bells));
}
