import type { WireConversation, WireMessage } from '@halo/wire/sdk/conversations.ts';
import type { Message } from '../../conversations/message.ts';
import type { OwnConversation } from '../../conversations/own-conversation.ts';

export function toWireConversation(conversation: OwnConversation): WireConversation {
  return {
    id: conversation.id,
    status: conversation.status,
    outcome: conversation.status === 'completed' ? conversation.outcome : null,
    handled_by: conversation.handledBy,
    teammate_name: conversation.teammateName,
    last_message: conversation.lastMessage,
    last_message_at: conversation.lastMessageAt,
    unread: conversation.unread,
    created_at: conversation.createdAt,
  };
}

/** A message as its person sees it. Rooms hand out no private note here; one that came all the same would be a bug. */
export function toWireMessage(message: Message): WireMessage {
  if (message.internal) throw new Error('a private note was about to leave for the widget');
  return {
    id: message.id,
    seq: message.seq,
    author: message.author,
    author_name: message.authorName,
    body: message.body,
    notice: message.notice,
    sources: message.sources,
    actions: message.actions,
    attachments: message.attachments,
    created_at: message.createdAt,
  };
}
