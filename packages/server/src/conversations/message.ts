import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import type { ChatAction, ChatSource } from '@halo/wire/sdk/chat.ts';
import type { NoticeKind } from '@halo/wire/sdk/conversations.ts';
import type { Timestamp } from '@halo/wire/sdk/values.ts';
import type { Attachment } from './attachment.ts';
import type { Image } from './image.ts';

/** One thing said in a conversation. `seq` counts from 1 without gaps, private notes included. */
export interface Message {
  workspaceId: string;
  conversationId: string;
  id: string;
  seq: number;
  author: MessageAuthor;
  /** A teammate's id, when a teammate wrote it. */
  authorId: string | null;
  authorName: string | null;
  /** A private note: never in a widget answer, a stream frame or a prompt. */
  internal: boolean;
  /** The company the turn was about. */
  companyId: string | null;
  body: string;
  /** What Halo itself says here; `body` says it in English. */
  notice: NoticeKind | null;
  sources: ChatSource[];
  actions: ChatAction[];
  attachments: Attachment[];
  /** The prompt an answer of the AI was made from. */
  promptId: string | null;
  /** What the AI's turn decided about handing over. For teammates only. */
  decision: EscalationDecision | null;
  clientId: string | null;
  createdAt: Timestamp;
}

export type MessageAuthor = 'user' | 'ai' | 'teammate' | 'system';

/**
 * A message to be said. A `clientId` makes a repeat by the same author in the same conversation harmless; where
 * unproved callers choose it, put their proof class in front (safety W5).
 */
export interface NewMessage {
  workspaceId: string;
  conversationId: string;
  author: MessageAuthor;
  body: string;
  /** Made here when absent. */
  id?: string;
  authorId?: string | null;
  authorName?: string | null;
  internal?: boolean;
  notice?: NoticeKind | null;
  sources?: ChatSource[];
  actions?: ChatAction[];
  images?: readonly Image[];
  promptId?: string | null;
  decision?: EscalationDecision | null;
  clientId?: string | null;
}

/** `repeated`: it had been said before under the same `clientId`, and nothing was written now. */
export interface AddedMessage extends Message {
  repeated: boolean;
}

/** How much of the last message lists show. */
export const PREVIEW_CHARACTERS = 200;

/** Client ids of the person and of teammates never meet, so neither can suppress the other's message. */
export function clientKey(author: MessageAuthor, clientId: string): string {
  return `${author}:${clientId}`;
}
