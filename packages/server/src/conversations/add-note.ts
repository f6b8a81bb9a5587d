import type { Deps } from '../deps.ts';
import { addMessages } from './add-messages.ts';
import type { Actor } from './conversation.ts';
import type { Image } from './image.ts';
import type { Message } from './message.ts';

/**
 * A private note for teammates. It leaves the conversation with whoever answers it, and never reaches the person or the
 * AI. Repeating a `clientId` notes nothing twice. Refuses `not_found`.
 */
export function addNote(
  deps: Deps,
  note: {
    workspaceId: string;
    conversationId: string;
    teammate: Actor;
    body: string;
    clientId: string;
    images?: Image[];
  },
): Promise<Message> {
  const { workspaceId, conversationId, teammate, body, clientId, images = [] } = note;
  return deps.db.transaction(async (tx) => {
    const [message] = await addMessages(deps, tx, [
      {
        ...{ workspaceId, conversationId, author: 'teammate', body, clientId, images, internal: true },
        ...{ authorId: teammate.id, authorName: teammate.name },
      },
    ]);
    if (!message) throw new Error('one message was asked for');
    return message;
  });
}
