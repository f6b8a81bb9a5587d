import { z } from 'zod';
import { chatAction, chatSource } from './chat.ts';
import { wireInAppMessage } from './in-app-messages.ts';
import { requestId, timestamp } from './values.ts';

/** A picture of a message. Its bytes are behind `GET /conversations/:id/attachments/:attachment_id`. */
export const wireAttachment = z.object({
  id: z.string(),
  media_type: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif']),
  size: z.int().describe('Bytes'),
  width: z.int().nullable().describe('Pixels, where the file tells'),
  height: z.int().nullable(),
});
export type WireAttachment = z.infer<typeof wireAttachment>;

/** What Halo says by itself in a conversation. A client that does not know one shows the message's `body`. */
export const noticeKind = z.enum(['joined', 'left', 'team_told', 'here']);
export type NoticeKind = z.infer<typeof noticeKind>;

export const wireMessage = z.object({
  id: z.string(),
  seq: z.int().describe('Its number in the conversation, from 1'),
  author: z
    .enum(['user', 'ai', 'teammate', 'system'])
    .describe('The person, the AI, a teammate, or Halo itself ("Sam joined"). Private notes never travel here'),
  author_name: z.string().nullable(),
  body: z.string(),
  notice: noticeKind
    .nullish()
    .describe('What Halo itself says here, to be said in the reader’s language; `author_name` names the teammate'),
  sources: z.array(chatSource),
  actions: z.array(chatAction),
  attachments: z.array(wireAttachment).describe('Pictures, in the order sent'),
  created_at: timestamp,
});
export type WireMessage = z.infer<typeof wireMessage>;

export const wireConversation = z.object({
  id: z.string(),
  status: z.enum(['live', 'completed']),
  outcome: z.enum(['resolved', 'escalated', 'abandoned']).nullable().describe('How it ended; null while it is live'),
  handled_by: z.enum(['ai', 'teammate']),
  teammate_name: z.string().nullable(),
  last_message: z.string().nullable(),
  last_message_at: timestamp,
  unread: z.int().describe('Messages the person has not read'),
  created_at: timestamp,
});
export type WireConversation = z.infer<typeof wireConversation>;

export const conversationsAnswer = z.object({
  conversations: z.array(wireConversation),
  next_cursor: z.string().nullable().describe('For the next page; null on the last'),
  request_id: requestId,
});
export type ConversationsAnswer = z.infer<typeof conversationsAnswer>;

export const messagesAnswer = z.object({
  messages: z.array(wireMessage),
  conversation: wireConversation,
  request_id: requestId,
});
export type MessagesAnswer = z.infer<typeof messagesAnswer>;

export const readBody = z.object({ seq: z.int().min(0) });
export const feedbackBody = z.object({
  rating: z.enum(['good', 'bad']),
  comment: z.string().max(2_000).nullish(),
  message_id: z.string().nullish(),
});

/** Of calls that have nothing to tell but that they are done. */
export const doneAnswer = z.object({ success: z.literal(true), request_id: requestId });

/** Frames of `GET /stream` that Halo sends: the SSE `event` is the name here, its `data` the JSON of this shape. */
export const streamFrames = {
  ready: z.object({}).describe('First of all: from here on nothing is missed'),
  message: z.object({ conversation_id: z.string(), message: wireMessage }).describe('Somebody said something'),
  conversation: z
    .object({ conversation: wireConversation })
    .describe('A conversation began or changed: taken over, handed back, completed, read'),
  typing: z
    .object({ conversation_id: z.string(), name: z.string() })
    .describe('A teammate is writing; it holds for six seconds, or until their message'),
  in_app_messages: z
    .object({ messages: z.array(wireInAppMessage) })
    .describe('What the page is to show just now, all of it; told when it has become something else'),
  ended: z
    .object({ reason: z.enum(['session', 'token', 'key', 'contact']) })
    .describe('The last one: what let the caller read has ended. A stream that only breaks off may be opened anew'),
};

type Frame<Type extends keyof typeof streamFrames> = { type: Type } & z.infer<(typeof streamFrames)[Type]>;

/** A frame as programs hold it: the SSE `event` is its `type`, `data` the rest. */
export type StreamFrame =
  | { type: 'ready' }
  | Frame<'message'>
  | Frame<'conversation'>
  | Frame<'typing'>
  | Frame<'in_app_messages'>
  | Frame<'ended'>;
