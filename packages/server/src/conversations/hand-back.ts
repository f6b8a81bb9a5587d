import type { Deps } from '../deps.ts';
import { addMessages } from './add-messages.ts';
import { changeConversation } from './change-conversation.ts';
import type { Actor } from './conversation.ts';

/** Lets the AI answer again, and says so in the thread. Handing back what the AI has already changes nothing. */
export async function handBack(
  deps: Deps,
  asked: { workspaceId: string; conversationId: string; teammate: Actor },
): Promise<void> {
  const { workspaceId, conversationId, teammate } = asked;
  await deps.db.transaction(async (tx) => {
    let wasHeld = false;
    await changeConversation(deps, tx, asked, (conversation) => {
      wasHeld = conversation.handledBy === 'teammate';
      return wasHeld ? { ...conversation, handledBy: 'ai', teammateId: null, teammateName: null } : conversation;
    });
    if (!wasHeld) return;
    const body = `${teammate.name} left; the AI agent answers again`;
    await addMessages(deps, tx, [
      { workspaceId, conversationId, author: 'system', authorName: teammate.name, notice: 'left', body },
    ]);
  });
}
