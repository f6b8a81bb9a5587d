import type { News } from '../topics.ts';

/** A conversation, or its ticket, that hangs on another contact now. */
export interface MovedThread {
  workspaceId: string;
  conversationId: string;
}

/** One that news hung on a contact. */
export interface LinkedThread extends MovedThread {
  /** The session or contact of the news that linked it. */
  cause: string;
  /** False where only the proof grew. */
  wasNobodys: boolean;
}

/**
 * The contacts among the news that conversations may have claimed to be: those that are new. A claim that was written
 * in the very moment its contact was made is found by the upkeep (`link-late-claims.ts`).
 */
export function nameable(
  list: News['contactsWritten'],
): { workspaceId: string; contactId: string; externalId: string }[] {
  return list.flatMap(({ workspaceId, contactId, externalId, created }) =>
    externalId === null || !created ? [] : [{ workspaceId, contactId, externalId }],
  );
}

/** Tells each cause how many threads it made somebody's: the teller answers its caller with that. */
export function credit<Kind extends string>(
  rows: readonly LinkedThread[],
  kind: Kind,
  causes: ReadonlyMap<string, { linked: Record<Kind, number> }>,
): void {
  for (const row of rows) {
    const cause = row.wasNobodys ? causes.get(row.cause) : undefined;
    if (cause) cause.linked[kind] += 1;
  }
}

export function bellsOfThreads(rows: readonly MovedThread[]): string[] {
  return rows.flatMap((row) => [`conversation:${row.conversationId}`, `workspace:${row.workspaceId}:inbox`]);
}
