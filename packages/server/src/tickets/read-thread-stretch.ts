import type { ThreadMessagesAnswer } from '@halo/wire/dashboard/inbox.ts';
import { readThreadMessages } from '../conversations/read-thread-messages.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import type { Deps } from '../deps.ts';
import { inboxMessage } from './inbox-line.ts';

/** Messages before or after a seq, notes included, and whether there are earlier ones. Refuses `not_found`. */
export async function readThreadStretch(
  deps: Pick<Deps, 'db'>,
  asked: { workspaceId: string; conversationId: string; before?: number; after?: number; limit: number },
): Promise<ThreadMessagesAnswer> {
  const [messages] = await Promise.all([
    readThreadMessages(deps, asked),
    requireConversation(deps, asked.workspaceId, asked.conversationId),
  ]);
  return { messages: messages.map(inboxMessage), hasEarlier: (messages[0]?.seq ?? 1) > 1 };
}
