import type { Deps } from '../deps.ts';
import { bellsOfPerson } from './conversation.ts';
import { requireConversation } from './require-conversation.ts';
import { writeTyping } from './typing-store.ts';

/**
 * Tells the person that a teammate is writing to them, for a few seconds. Said only while the conversation is live; a
 * message of the teammate ends it. Refuses `not_found`.
 */
export async function showTyping(
  deps: Pick<Deps, 'db' | 'live'>,
  { workspaceId, conversationId, name }: { workspaceId: string; conversationId: string; name: string },
): Promise<void> {
  const conversation = await requireConversation(deps, workspaceId, conversationId);
  const told = await writeTyping(deps.db.sql, { workspaceId, conversationId, name });
  if (told) deps.live.ring(bellsOfPerson(conversation));
}
