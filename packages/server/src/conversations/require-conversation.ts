import type { Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { Conversation } from './conversation.ts';
import { findConversation } from './conversation-store.ts';

/** A conversation of this workspace. Refuses `not_found` for all others. */
export async function requireConversation(
  deps: { db: { sql: Sql } },
  workspaceId: string,
  conversationId: string,
): Promise<Conversation> {
  const conversation = await findConversation(deps.db.sql, workspaceId, conversationId);
  if (!conversation) throw new Refusal('not_found', 'There is no such conversation.');
  return conversation;
}
