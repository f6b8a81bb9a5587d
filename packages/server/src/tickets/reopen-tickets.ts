import { changeConversation } from '../conversations/change-conversation.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { stirTickets } from './ticket-store.ts';

/**
 * Reacts to `messagesAdded`: a ticket rises with every message that the person may see, and a customer's message brings
 * a resolved or snoozed one back to open. The conversations are locked by whoever tells.
 */
export async function reopenTickets(deps: Deps, tx: Tx, list: News['messagesAdded']): Promise<void> {
  const spoken = list.filter((message) => !message.internal && message.author !== 'system');
  const workspaceId = spoken[0]?.workspaceId;
  if (!workspaceId) return;
  const conversationIds = [...new Set(spoken.map((message) => message.conversationId))];
  const customerIds = spoken.filter((message) => message.author === 'user').map((message) => message.conversationId);
  const cameBack = await stirTickets(tx.sql, workspaceId, { conversationIds, customerIds }, deps.now());
  for (const conversationId of cameBack) {
    await changeConversation(deps, tx, { workspaceId, conversationId }, (before) => ({
      ...before,
      outcome: 'escalated',
    }));
  }
}
