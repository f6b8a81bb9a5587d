import type { Tx } from '../db/database.ts';
import { type MessageOrigin, nameMessage } from './batch.ts';
import { claimSeenMessages } from './seen-message-store.ts';

const SEVEN_DAYS_MS = 7 * 86_400_000;

/**
 * Of the `message_id`s of one call those that were not applied within seven days (identity T4); from now on they are.
 * Equal ones sent at once are new to one of their calls.
 */
export async function claimMessages(
  tx: Tx,
  origin: MessageOrigin,
  messageIds: readonly string[],
): Promise<Set<string>> {
  const named = new Map(messageIds.map((messageId) => [nameMessage(origin, messageId), messageId] as const));
  const since = new Date(origin.receivedAt.getTime() - SEVEN_DAYS_MS);
  const fresh = await claimSeenMessages(tx.sql, [...named.keys()], since, origin.receivedAt);
  return new Set([...named].flatMap(([{ id }, messageId]) => (fresh.has(id) ? [messageId] : [])));
}
