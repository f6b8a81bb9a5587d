import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import type { ChatAction, ChatSource } from '@halo/wire/sdk/chat.ts';
import type { Standing } from '../actions/stand.ts';
import type { Agent } from '../agents/agent.ts';
import type { Admitted } from '../contacts/admit-caller.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Image } from '../conversations/image.ts';
import type { AddedMessage, Message } from '../conversations/message.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** What a person says in one turn, and what their page sent along. */
export interface Asked {
  workspace: Workspace;
  proof: Proof;
  sessionId: string | null;
  companyId: string | number | null;
  agentId: string | null;
  message: string;
  /** URLs or data URLs. */
  images: readonly string[];
  customFields: Record<string, unknown> | null;
  context: Record<string, unknown> | null;
  /** What the caller says was said before: data, believed only where Halo remembers nothing itself. */
  history: readonly { role: 'user' | 'assistant'; content: string }[];
  behavior: string | null;
  /** The language of the page or of the person's browser, as a tag. */
  locale: string | null;
  messageId: string | null;
  /** Asked when a new contact is about to be made: may the caller's address make one more? */
  mayCreate(): boolean;
  /** Whom this caller proves at this moment, in the session they were let into; throws where they prove nothing. */
  proveAgain(sessionId: string): Promise<Standing>;
  requestId: string;
  sdk: string | null;
  userAgent?: string | null | undefined;
  receivedAt: Date;
  /** Fires when the person goes away. */
  signal: AbortSignal;
}

/** One thing that was said, as far as an answer cares. */
export type Talked = Pick<Message, 'author' | 'authorName' | 'internal' | 'body' | 'attachments' | 'actions'> & {
  decision: Pick<EscalationDecision, 'tools'> | null;
};

/** A question with all that an answer may rest on. */
export interface Turn {
  /** `none`: a rehearsal in the playground. Only the answer comes of it: no ticket, no action of the app but reading ones. */
  effects: 'all' | 'none';
  asked: Pick<Asked, 'workspace' | 'proof' | 'customFields' | 'context' | 'history' | 'behavior' | 'locale' | 'signal'>;
  /** Ids are those of rows. */
  admitted: Pick<Admitted, 'trust' | 'contactId' | 'companyId'> & { session: { id: string } | null };
  agent: Agent;
  conversation: Pick<Conversation, 'workspaceId' | 'id' | 'contactId' | 'outcome' | 'returning'>;
  question: Talked;
  images: readonly Image[];
}

/** A turn whose question is stored: from here on nothing of it can be lost. */
export interface OpenTurn extends Turn {
  effects: 'all';
  asked: Asked;
  admitted: Admitted;
  conversation: Conversation;
  question: AddedMessage;
}

/** What comes out of a turn, in order; `done` is last and always comes. */
export type TurnPart =
  | { type: 'text'; text: string }
  | { type: 'action'; action: ChatAction }
  | { type: 'done'; result: TurnResult };

export interface TurnResult {
  /** The answer's message, or the question's own where nothing was answered. */
  messageId: string;
  text: string;
  actions: ChatAction[];
  sources: ChatSource[];
  handledBy: 'ai' | 'teammate';
}
