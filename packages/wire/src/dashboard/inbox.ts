import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import type { ChatAction, ChatSource } from '../sdk/chat.ts';
import type { WireAttachment } from '../sdk/conversations.ts';
import type { FunnelStep } from '../sdk/previews.ts';
import type { TicketStatus } from '../sdk/tickets.ts';
import type { Timestamp } from '../sdk/values.ts';
import type { AnswerCall } from './actions.ts';
import type { AnswerCost, OfferedTool, ToolCall } from './agent.ts';
import type { EscalationDecision } from './escalation.ts';
import { pageQuery } from './paging.ts';
import type { CompanyLink, CompanyOfContact, ContextItem, Person, TeammateLink, Trait } from './person.ts';
import type { RoutingDecision } from './routing.ts';

/** The left column of the inbox. The first group lists tickets, the second conversations. */
export const TICKET_VIEWS = ['all', 'mine', 'open', 'priority', 'in_progress', 'snoozed', 'resolved', 'spam'] as const;
export const CONVERSATION_VIEWS = ['live', 'completed'] as const;
export const inboxView = z.enum([...TICKET_VIEWS, ...CONVERSATION_VIEWS]);
export type InboxView = z.infer<typeof inboxView>;

/** `all` is every ticket but spam; `mine` those assigned to me that are neither resolved nor spam. Counts stop at 1,000. */
export interface InboxViewsAnswer {
  views: { view: InboxView; count: number; atLeast: boolean; unread: number }[];
}

export const inboxQuery = pageQuery.extend({
  view: inboxView,
  /** Words of a subject, a name, an e-mail or a user id. */
  search: z.string().trim().max(200).optional(),
});
export type InboxQuery = z.input<typeof inboxQuery>;

const filter = z.record(z.string(), z.unknown());

/** A page of a view that a filter narrows; it may ask for everything of the ticket and of the contact it is from. */
export const inboxListBody = inboxQuery.extend({ filter });
export type InboxListBody = z.input<typeof inboxListBody>;

export const inboxCountBody = z.strictObject({
  view: inboxView,
  search: inboxQuery.shape.search,
  filter,
  /** Also say what each condition leaves. */
  explain: z.boolean().optional(),
});
export type InboxCountBody = z.input<typeof inboxCountBody>;

/** Counted up to 1,000. */
export interface InboxCountAnswer {
  count: number;
  atLeast: boolean;
  /** With `explain`. */
  why?: InboxFunnel;
}

/** What each condition leaves of the latest of a view, up to 10,000. */
export interface InboxFunnel {
  funnel: FunnelStep[];
  /** How many were looked at, and whether the view holds no more. */
  looked: number;
  isAll: boolean;
  /** How many of those are from nobody known: no condition on a contact lets them through. */
  visitors: number;
}

/** A filter of a view with a name: one's own, or `shared` by everybody of the workspace. */
export const savedViewBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  view: inboxView,
  filter,
  shared: z.boolean().default(false),
});
export type SavedViewBody = z.input<typeof savedViewBody>;

export interface SavedInboxView {
  id: string;
  name: string;
  view: InboxView;
  filter: Record<string, unknown>;
  shared: boolean;
}

/** One's own and the shared ones, by name. */
export interface SavedViewsAnswer {
  views: SavedInboxView[];
}

/** What saved views hold, each counted up to 1,000; one that took too long is not among them. */
export interface SavedViewCountsAnswer {
  counts: { id: string; count: number; atLeast: boolean; unread: number }[];
}

/** One line of the list. A ticket always has its conversation; a conversation has a ticket only once the team works on it. */
export interface InboxRow {
  kind: 'ticket' | 'conversation';
  conversationId: string;
  ticketId: string | null;
  person: Person;
  company: CompanyLink | null;
  /** The ticket's subject, or the first words of the conversation. */
  title: string;
  preview: string | null;
  previewAuthor: MessageAuthor | null;
  status: TicketStatus | 'live' | 'completed';
  handledBy: 'ai' | 'teammate';
  assignee: TeammateLink | null;
  snoozedUntil: Timestamp | null;
  /** Messages of the person that no teammate has read. */
  unread: number;
  /** What the list is ordered by, newest first. */
  at: Timestamp;
}

export type MessageAuthor = 'user' | 'ai' | 'teammate' | 'system';

export interface InboxMessage {
  id: string;
  seq: number;
  author: MessageAuthor;
  /** A teammate's id, when a teammate wrote it. */
  authorId: string | null;
  authorName: string | null;
  /** A private note: teammates only. */
  internal: boolean;
  body: string;
  sources: ChatSource[];
  actions: ChatAction[];
  attachments: WireAttachment[];
  /** Set on answers of the AI: opens "what the AI saw". */
  promptId: string | null;
  /** What this turn of the AI decided about handing over. */
  decision: EscalationDecision | null;
  /** Set on answers of the AI whose prompt is kept. */
  cost?: AnswerCost;
  /** Set on answers of the AI that called actions, in order. */
  calls?: AnswerCall[];
  clientId: string | null;
  createdAt: Timestamp;
}

export interface InboxConversation {
  id: string;
  channel: 'chat' | 'api' | 'mail';
  status: 'live' | 'completed';
  outcome: 'resolved' | 'escalated' | 'abandoned' | null;
  handledBy: 'ai' | 'teammate';
  teammate: TeammateLink | null;
  /** True when the session had an earlier conversation. */
  returning: boolean;
  person: Person;
  company: CompanyLink | null;
  lastSeq: number;
  userReadSeq: number;
  teamReadSeq: number;
  rating: 'good' | 'bad' | null;
  ratingComment: string | null;
  createdAt: Timestamp;
  lastMessageAt: Timestamp;
  endedAt: Timestamp | null;
}

export interface InboxTicket {
  id: string;
  conversationId: string;
  subject: string;
  status: TicketStatus;
  source: string;
  /** The ticket's own address and name, which may differ from the contact's. */
  email: string | null;
  name: string | null;
  metadata: Record<string, unknown>;
  aiEnabled: boolean;
  inboxId: string | null;
  categoryId: string | null;
  /** The AI opened it by itself. */
  autoCreated: boolean;
  /** The routing rule that took it, and why. */
  routing: RoutingDecision | null;
  assignee: TeammateLink | null;
  /** Why the AI handed over, when it did. */
  reason: Record<string, unknown> | null;
  snoozedUntil: Timestamp | null;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  resolvedAt: Timestamp | null;
}

/** An open thread: the newest messages in ascending order. `ticket` is the open one, else the latest. */
export interface ThreadAnswer {
  conversation: InboxConversation;
  ticket: InboxTicket | null;
  messages: InboxMessage[];
  /** Whether there are messages before the first of `messages`: ask with `before` = its seq. */
  hasEarlier: boolean;
}

/** Either earlier messages (`before`) or newer ones (`after`), by seq; never both. */
export const messagesQuery = z.object({
  before: z.coerce.number().int().min(1).optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export interface ThreadMessagesAnswer {
  messages: InboxMessage[];
  hasEarlier: boolean;
}

/**
 * A reply to the person, or with `internal` a note for teammates. `clientId` makes a repeat harmless. Pictures are data
 * URLs; beside them the words may be missing.
 */
export const replyBody = z.object({
  body: z.string().trim().max(20_000),
  internal: z.boolean().default(false),
  images: z.array(z.string()).max(LIMITS.images).default([]),
  clientId: z.string().min(1).max(100),
});
export type ReplyBody = z.input<typeof replyBody>;

export interface ReplyAnswer {
  message: InboxMessage;
  /** A reply takes the conversation over and may make or reopen a ticket, so the thread's head comes with it. */
  conversation: InboxConversation;
  ticket: InboxTicket | null;
}

/** What take over, hand back and a changed ticket answer. */
export interface ThreadHeadAnswer {
  conversation: InboxConversation;
  ticket: InboxTicket | null;
}

export const readMarkBody = z.object({ seq: z.int().min(0) });
export type ReadMarkBody = z.infer<typeof readMarkBody>;

/** `assigneeId: null` unassigns; `inboxId: null` is the inbox there always is. `snoozedUntil` is needed with status `snoozed` and meaningless without it. */
export const ticketPatch = z
  .strictObject({
    status: z.enum(['open', 'priority', 'in_progress', 'snoozed', 'resolved', 'spam']),
    assigneeId: z.string().max(64).nullable(),
    snoozedUntil: z.iso.datetime({ offset: true }).nullable(),
    subject: z.string().trim().min(1).max(1_000),
    aiEnabled: z.boolean(),
    inboxId: z.uuid().nullable(),
    categoryId: z.uuid().nullable(),
  })
  .partial();
export type TicketPatch = z.infer<typeof ticketPatch>;

/** The right column: everything Halo may show a teammate about the person of this conversation. */
export interface CustomerPanelAnswer {
  person: Person;
  /** Traits stored on the contact; empty for visitors. */
  traits: Trait[];
  /** Traits this browser session sent that the record does not hold so; the company's begin with `company.`. */
  sessionTraits: { key: string; value: unknown }[];
  /** What is stored, and over it what this browser session has sent. */
  context: ContextItem[];
  companies: CompanyOfContact[];
  companyTraits: Trait[];
  companyContext: ContextItem[];
  signedUpAt: Timestamp | null;
  firstSeen: Timestamp | null;
  lastSeen: Timestamp | null;
  otherConversations: { id: string; title: string; status: 'live' | 'completed'; at: Timestamp }[];
  otherTickets: { id: string; conversationId: string; subject: string; status: TicketStatus; at: Timestamp }[];
  recentEvents: { id: string; type: string; at: Timestamp; pageUrl: string | null }[];
  /** The newest prompt of this conversation. */
  lastPromptId: string | null;
}

/** What the AI saw before one answer. */
export interface PromptAnswer extends AnswerCost {
  id: string;
  system: string;
  history: { role: string; content: string }[];
  /** What the model was offered, and what it called, in order. */
  tools: readonly OfferedTool[];
  calls: readonly ToolCall[];
  createdAt: Timestamp;
}
