import type { CallTrust, Timestamp } from '@halo/wire/sdk/values.ts';
import { storedTime } from '../contacts/traits.ts';
import { cutText } from '../cut-text.ts';
import { newId } from '../db/new-id.ts';

/** One thread between a person and the team: live chat, a ticket sent by the app (`api`), or mail. */
export interface Conversation {
  workspaceId: string;
  id: string;
  channel: 'chat' | 'api' | 'mail';
  /** Row of the session that holds it; null where no browser session may read it back. */
  sessionRowId: string | null;
  contactId: string | null;
  /** The merged contact under which it is held: its token opens it, too (safety R5). */
  heldBy: string | null;
  /** The company of the last turn. */
  companyId: string | null;
  agentId: string | null;
  /** An id that was claimed in chat and that Halo does not know yet. */
  claimedExternalId: string | null;
  /** How far the tie between this conversation and its contact is proven. */
  trust: CallTrust;
  status: 'live' | 'completed';
  /** The verdict so far; shown once the conversation is completed. */
  outcome: Outcome | null;
  handledBy: 'ai' | 'teammate';
  teammateId: string | null;
  teammateName: string | null;
  /** The session had an earlier conversation. */
  returning: boolean;
  lastSeq: number;
  /** The person's last message. */
  lastUserSeq: number;
  lastMessage: string | null;
  lastAuthor: 'user' | 'ai' | 'teammate' | 'system' | null;
  lastMessageAt: Timestamp;
  userReadSeq: number;
  teamReadSeq: number;
  rating: 'good' | 'bad' | null;
  ratingComment: string | null;
  createdAt: Timestamp;
  endedAt: Timestamp | null;
}

export type Outcome = 'resolved' | 'escalated' | 'abandoned';

/** Who takes over, replies or notes. */
export interface Actor {
  id: string;
  name: string;
}

/** A conversation in which nothing has been said. */
export function emptyConversation(
  begun: Pick<
    Conversation,
    'workspaceId' | 'channel' | 'sessionRowId' | 'contactId' | 'heldBy' | 'companyId' | 'claimedExternalId' | 'trust'
  >,
  now: Date,
): Conversation {
  const at = storedTime(now);
  return {
    ...begun,
    id: newId(),
    agentId: null,
    status: 'live',
    outcome: null,
    handledBy: 'ai',
    teammateId: null,
    teammateName: null,
    returning: false,
    lastSeq: 0,
    lastUserSeq: 0,
    lastMessage: null,
    lastAuthor: null,
    lastMessageAt: at,
    userReadSeq: 0,
    teamReadSeq: 0,
    rating: null,
    ratingComment: null,
    createdAt: at,
    endedAt: null,
  };
}

/** Silence after which a live conversation is completed. */
const IDLE_MINUTES = 30;

/** The newest instant of a last message that counts as too long ago at `now`. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_MINUTES * 60_000);
}

export function isIdle(conversation: Conversation, now: Date): boolean {
  return Date.parse(conversation.lastMessageAt) <= idleSince(now).getTime();
}

/**
 * The conversation once it is over. An escalation or a resolved ticket has already decided the outcome; else an answer
 * as the last word counts as resolved, a question nobody answered as abandoned.
 */
export function completed(live: Conversation, now: Date): Conversation {
  const answered = live.lastAuthor === 'ai' || live.lastAuthor === 'teammate';
  const outcome = live.outcome ?? (answered ? 'resolved' : 'abandoned');
  return { ...live, status: 'completed', outcome, endedAt: storedTime(now) };
}

/** What a session knows of its own identity at the moment its row is locked. */
export interface SessionIdentity {
  contactId: string | null;
  heldBy: string | null;
  externalId: string | null;
  claimedExternalId: string | null;
  /** Whom the visitor gave a name or e-mail for, or the user that lead has become since. */
  leadId: string | null;
}

/**
 * Whether a session as it is now may go on in this conversation: what is nobody's becomes anybody's, what was taken by
 * one person is never continued by another (identity S3). A visitor goes on under the lead they left, until its e-mail
 * was proven to be somebody's.
 */
export function mayContinue(conversation: Conversation, session: SessionIdentity): boolean {
  if (conversation.contactId && session.contactId === null && conversation.trust !== 'verified') {
    return conversation.contactId === session.leadId;
  }
  if (conversation.contactId) return conversation.contactId === session.contactId;
  if (!conversation.claimedExternalId) return true;
  return conversation.claimedExternalId === (session.externalId ?? session.claimedExternalId);
}

/** Every bell of a conversation: its thread, its session's and its proven person's streams, the team's inbox. */
export function bellsOf(conversation: Conversation): string[] {
  const team = [`conversation:${conversation.id}`, `workspace:${conversation.workspaceId}:inbox`];
  return [...team, ...bellsOfPerson(conversation)];
}

/** Those of them that only the person's own streams hear. */
export function bellsOfPerson(conversation: Conversation): string[] {
  const bells: string[] = [];
  if (conversation.sessionRowId) bells.push(`session:${conversation.sessionRowId}`);
  if (conversation.contactId && conversation.trust === 'verified') bells.push(`contact:${conversation.contactId}`);
  return bells;
}

/** The first words of a text on one line, at most `length` characters, never half a character. */
export function firstWords(text: string, length: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= length ? line : `${cutText(line, length - 1).trimEnd()}…`;
}
