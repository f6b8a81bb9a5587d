import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { OwnConversation, OwnReader } from './own-conversation.ts';
import { findVisible } from './own-conversation-store.ts';

/** The conversation, if this reader may see it (safety R2); else `not_found`, whether or not it exists. */
export async function requireOwnConversation(
  deps: Pick<Deps, 'db'>,
  reader: OwnReader,
  conversationId: string,
): Promise<OwnConversation> {
  const conversation = await findVisible(deps.db.sql, reader, conversationId);
  if (!conversation) throw new Refusal('not_found', 'There is no such conversation.');
  return conversation;
}
