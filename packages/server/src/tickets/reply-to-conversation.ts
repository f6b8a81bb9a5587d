import { addMessages } from '../conversations/add-messages.ts';
import type { Actor } from '../conversations/conversation.ts';
import { giveToTeammate } from '../conversations/give-to-teammate.ts';
import type { Image } from '../conversations/image.ts';
import type { Message } from '../conversations/message.ts';
import type { Deps } from '../deps.ts';
import { workOnConversation } from './work-on-conversation.ts';

/**
 * A teammate answers the person. An answer takes the conversation over from the AI, but not from a colleague. Repeating
 * a `clientId` says nothing twice. Refuses `not_found`.
 */
export function replyToConversation(
  deps: Deps,
  reply: {
    workspaceId: string;
    conversationId: string;
    teammate: Actor;
    body: string;
    clientId: string;
    images?: Image[];
  },
): Promise<Message> {
  const { workspaceId, conversationId, teammate, body, clientId, images = [] } = reply;
  return deps.db.transaction(async (tx) => {
    const { conversation, taken } = await giveToTeammate(deps, tx, reply, 'if_free');
    await workOnConversation(deps, tx, conversation, teammate, taken);
    const [message] = await addMessages(deps, tx, [
      {
        ...{ workspaceId, conversationId, author: 'teammate', body, clientId, images },
        ...{ authorId: teammate.id, authorName: teammate.name },
      },
    ]);
    if (!message) throw new Error('one message was asked for');
    return message;
  });
}
