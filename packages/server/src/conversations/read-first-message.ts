import type { Tx } from '../db/database.ts';
import { readFirstWords } from './message-store.ts';

/** What the person of a conversation said first, in full, or null while they have said nothing. */
export function readFirstMessage(
  tx: Tx,
  { workspaceId, conversationId }: { workspaceId: string; conversationId: string },
): Promise<string | null> {
  return readFirstWords(tx.sql, workspaceId, conversationId);
}
