import type { Tx } from '../db/database.ts';
import { countForgotten, type ForgottenNumbers } from './in-app-message-store.ts';
import { deleteVisitorOutcomes } from './outcome-store.ts';

/** Forgets what visitors were shown in sessions that are gone; the numbers keep counting them. */
export async function forgetVisitorOutcomes(tx: Tx, workspaceId: string, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  const gone = await deleteVisitorOutcomes(tx.sql, workspaceId, sessionIds);
  const numbers = [...Map.groupBy(gone, ({ messageId }) => messageId)].map(
    ([messageId, rows]): ForgottenNumbers => ({
      messageId,
      shown: rows.length,
      clicked: rows.filter(({ clicked }) => clicked).length,
      dismissed: rows.filter(({ dismissed }) => dismissed).length,
    }),
  );
  if (numbers.length > 0) await countForgotten(tx.sql, workspaceId, numbers);
}
