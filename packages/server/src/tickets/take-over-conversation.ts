import type { Actor } from '../conversations/conversation.ts';
import { giveToTeammate } from '../conversations/give-to-teammate.ts';
import type { Deps } from '../deps.ts';
import { workOnConversation } from './work-on-conversation.ts';

/**
 * The AI pauses, the person reads who joined, and the conversation's ticket is in progress with the taker. Refuses
 * `conflict`, naming the colleague, when somebody else has it: of two who take over at once one wins.
 */
export async function takeOverConversation(
  deps: Deps,
  asked: { workspaceId: string; conversationId: string; teammate: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { conversation } = await giveToTeammate(deps, tx, asked, 'free');
    await workOnConversation(deps, tx, conversation, asked.teammate, true);
  });
}
