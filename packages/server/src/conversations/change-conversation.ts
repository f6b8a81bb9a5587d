import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { bellsOf, type Conversation } from './conversation.ts';
import { lockConversations, saveConversation } from './conversation-store.ts';

/**
 * Locks a conversation, lets `change` say what it becomes, and stores that if it differs. For rooms that act on
 * conversations in their own transaction. Refuses `not_found`.
 */
export async function changeConversation(
  deps: Deps,
  tx: Tx,
  named: { workspaceId: string; conversationId: string },
  change: (conversation: Conversation) => Conversation,
): Promise<Conversation> {
  const [before] = await lockConversations(tx.sql, named.workspaceId, [named.conversationId]);
  if (!before) throw new Refusal('not_found', 'There is no such conversation.');
  const after = change(before);
  if (after === before) return before;
  await saveConversation(tx.sql, after);
  tx.afterCommit(() => deps.live.ring(bellsOf(after)));
  return after;
}
