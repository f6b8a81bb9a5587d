import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { OWN_CONVERSATIONS, type OwnConversation, type OwnReader } from './own-conversation.ts';
import { listVisible } from './own-conversation-store.ts';

/** A page of the conversations that a person may see from here, the last spoken first (safety R2). */
export async function listOwnConversations(
  deps: Pick<Deps, 'db'>,
  reader: OwnReader,
  cursor?: string,
): Promise<{ conversations: OwnConversation[]; nextCursor: string | null }> {
  const rows = await listVisible(deps.db.sql, reader, OWN_CONVERSATIONS + 1, decodeTimeCursor(cursor));
  const { rows: conversations, nextCursor } = pageOf(rows, OWN_CONVERSATIONS, (row) => [row.lastMessageAt, row.id]);
  return { conversations, nextCursor };
}
