import { z } from 'zod';
import type { ChatAction, ChatSource } from './chat.ts';
import type { Timestamp } from './values.ts';

export interface WireMessage {
  id: string;
  seq: number;
  /** Who speaks: the person, the AI, a teammate, or Halo itself ("Sam joined"). Private notes never travel here. */
  author: 'user' | 'ai' | 'teammate' | 'system';
  author_name: string | null;
  body: string;
  sources: ChatSource[];
  actions: ChatAction[];
  created_at: Timestamp;
}

export interface WireConversation {
  id: string;
  status: 'live' | 'completed';
  handled_by: 'ai' | 'teammate';
  teammate_name: string | null;
  last_message: string | null;
  last_message_at: Timestamp;
  unread: number;
  created_at: Timestamp;
}

export interface ConversationsAnswer {
  conversations: WireConversation[];
  request_id: string;
}

export interface MessagesAnswer {
  messages: WireMessage[];
  conversation: WireConversation;
  request_id: string;
}

export const readBody = z.object({ seq: z.int().min(0) });
export const feedbackBody = z.object({
  rating: z.enum(['good', 'bad']),
  comment: z.string().max(2_000).nullish(),
  message_id: z.string().nullish(),
});

/** Frames of `GET /stream`: the SSE `event` is `type`, `data` is the rest as JSON. */
export type StreamFrame =
  | { type: 'ready' }
  | { type: 'message'; conversation_id: string; message: WireMessage }
  | { type: 'conversation'; conversation: WireConversation }
  | { type: 'typing'; conversation_id: string; name: string | null }
  | { type: 'ended'; reason: 'session' | 'token' | 'key' | 'contact' };
