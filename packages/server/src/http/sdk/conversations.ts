import {
  conversationsAnswer,
  doneAnswer,
  feedbackBody,
  messagesAnswer,
  readBody,
} from '@halo/wire/sdk/conversations.ts';
import { z } from 'zod';
import { IMAGE_TYPES } from '../../conversations/image.ts';
import { listOwnConversations } from '../../conversations/list-own-conversations.ts';
import { markReadByPerson } from '../../conversations/mark-read.ts';
import { rateConversation } from '../../conversations/rate-conversation.ts';
import { readOwnAttachment } from '../../conversations/read-attachment.ts';
import { readOwnMessages } from '../../conversations/read-own-messages.ts';
import { UUID } from '../../cursor.ts';
import { Refusal } from '../../refusal.ts';
import { imageResponse } from '../image-response.ts';
import { OWN_HISTORY } from '../known-refusals.ts';
import { openOwn } from './open-own.ts';
import { sdkRoute } from './sdk-route.ts';
import { toWireConversation, toWireMessage } from './wire-conversation.ts';

export const listConversationsRoute = sdkRoute({
  method: 'get',
  path: '/conversations',
  summary: 'The conversations this person may see from here, 50 a page, the last spoken first.',
  keys: ['widget'],
  provesByHeaders: true,
  query: z.object({ cursor: z.string().max(300).optional() }),
  answer: conversationsAnswer,
  refuses: OWN_HISTORY,
  handle: async (deps, call) => {
    const reader = await openOwn(deps, call);
    const { conversations, nextCursor } = await listOwnConversations(deps, reader, call.query.cursor);
    return { conversations: conversations.map(toWireConversation), next_cursor: nextCursor };
  },
});

export const readMessagesRoute = sdkRoute({
  method: 'get',
  path: '/conversations/:id/messages',
  summary: 'The first 200 messages of a conversation after a seq, in order.',
  keys: ['widget'],
  provesByHeaders: true,
  query: z.object({ after: z.coerce.number().int().min(0).max(2_147_483_647).default(0) }),
  answer: messagesAnswer,
  refuses: [...OWN_HISTORY, 'not_found'],
  handle: async (deps, call) => {
    const reader = await openOwn(deps, call);
    const { conversation, messages } = await readOwnMessages(deps, reader, {
      conversationId: rowId(call.params.id),
      after: call.query.after,
    });
    return { messages: messages.map(toWireMessage), conversation: toWireConversation(conversation) };
  },
});

export const readAttachmentRoute = sdkRoute({
  method: 'get',
  path: '/conversations/:id/attachments/:attachment_id',
  summary: 'A picture of a message.',
  keys: ['widget'],
  provesByHeaders: true,
  file: IMAGE_TYPES,
  refuses: [...OWN_HISTORY, 'not_found'],
  handle: async (deps, call) => {
    const reader = await openOwn(deps, call);
    const named = { conversationId: rowId(call.params.id), id: rowId(call.params.attachment_id) };
    return imageResponse(await readOwnAttachment(deps, reader, named));
  },
});

export const markReadRoute = sdkRoute({
  method: 'post',
  path: '/conversations/:id/read',
  summary: 'Says that the person has read a conversation up to a seq.',
  keys: ['widget'],
  provesByHeaders: true,
  body: readBody,
  answer: doneAnswer,
  refuses: [...OWN_HISTORY, 'not_found'],
  handle: async (deps, call) => {
    const reader = await openOwn(deps, call);
    await markReadByPerson(deps, reader, { conversationId: rowId(call.params.id), seq: call.body.seq });
    return { success: true };
  },
});

export const feedbackRoute = sdkRoute({
  method: 'post',
  path: '/conversations/:id/feedback',
  summary: 'Rates a conversation, or one message of it.',
  keys: ['widget'],
  provesByHeaders: true,
  body: feedbackBody,
  answer: doneAnswer,
  refuses: [...OWN_HISTORY, 'not_found'],
  handle: async (deps, call) => {
    const reader = await openOwn(deps, call);
    const { rating, comment, message_id: messageId } = call.body;
    await rateConversation(deps, reader, {
      ...{ conversationId: rowId(call.params.id), rating },
      ...{ comment: comment ?? null, messageId: messageId == null ? null : rowId(messageId) },
    });
    return { success: true };
  },
});

/** An id of ours, or `not_found` for what cannot be one. */
function rowId(value: string | undefined): string {
  if (value === undefined || !UUID.test(value))
    throw new Refusal('not_found', 'There is no such conversation or message.');
  return value;
}
