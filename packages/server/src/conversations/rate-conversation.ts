import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { bellsOf } from './conversation.ts';
import { saveRating } from './conversation-store.ts';
import { hasMessage } from './message-store.ts';
import type { OwnReader } from './own-conversation.ts';
import { requireOwnConversation } from './require-own-conversation.ts';

/** What the person thinks of the help they got; a later rating replaces it. `messageId` names the answer it is about. */
export interface Rating {
  conversationId: string;
  rating: 'good' | 'bad';
  comment: string | null;
  messageId: string | null;
}

/** Keeps a rating. Refuses `not_found` for a conversation or a message that the reader may not see. */
export async function rateConversation(deps: Deps, reader: OwnReader, given: Rating): Promise<void> {
  const conversation = await requireOwnConversation(deps, reader, given.conversationId);
  const { workspaceId, id } = conversation;
  if (given.messageId !== null && !(await hasMessage(deps.db.sql, workspaceId, id, given.messageId))) {
    throw new Refusal('not_found', 'There is no such message.');
  }
  await deps.db.transaction(async (tx) => {
    await saveRating(tx.sql, workspaceId, id, given);
    tx.afterCommit(() => deps.live.ring(bellsOf(conversation)));
  });
}
