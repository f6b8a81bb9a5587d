import type { Deps } from '../deps.ts';
import type { Message } from './message.ts';
import { readMessages } from './message-store.ts';
import type { OwnConversation, OwnReader } from './own-conversation.ts';
import { requireOwnConversation } from './require-own-conversation.ts';

const PAGE = 200;

export interface OwnMessages {
  conversation: OwnConversation;
  messages: Message[];
}

/**
 * The first 200 messages after a seq, in order, without private notes: asking on from the last one reads everything.
 * Refuses `not_found` for what the reader may not see, whether or not it exists.
 */
export async function readOwnMessages(
  deps: Pick<Deps, 'db'>,
  reader: OwnReader,
  asked: { conversationId: string; after: number },
): Promise<OwnMessages> {
  const conversation = await requireOwnConversation(deps, reader, asked.conversationId);
  const messages = await readMessages(deps.db.sql, {
    ...{ workspaceId: reader.workspaceId, conversationId: conversation.id },
    ...{ after: asked.after, limit: PAGE, internal: false },
  });
  return { conversation, messages };
}
