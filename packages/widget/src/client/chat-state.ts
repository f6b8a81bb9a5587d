import type { WireConversation } from '@halo/wire/sdk/conversations.ts';
import type { Look } from '../configure.ts';
import type { Past } from './past.ts';
import type { ChatMessage } from './transcript.ts';

/** Everything the panel draws. Replaced, never changed in place. */
export interface ChatState {
  /** Another epoch is another person: the panel is built anew, drafts and all. */
  epoch: string;
  look: Look;
  /** Whether the transcript is being fetched for the first time. */
  loading: boolean;
  firstName: string | null;
  messages: ChatMessage[];
  conversation: WireConversation | null;
  /** Who is typing; an empty string for somebody without a name. */
  typing: string | null;
  online: boolean;
  /** Proof of the user is being waited for. */
  paused: boolean;
  /** Whether a person of the team has been asked for, and what Halo said to that. */
  human: 'no' | 'asking' | 'asked';
  /** Whether a visitor has answered the form, and what was wrong with the answer. */
  lead: 'open' | 'sending' | 'given' | 'skipped';
  leadFault: 'emailWrong' | 'tooOften' | 'notReached' | null;
  rating: 'good' | 'bad' | null;
  unread: number;
  open: boolean;
  /** The person among their conversations; null while they are in the chat. */
  past: Past | null;
}

/** Whether the chat itself is under somebody's eyes. */
export const isRead = ({ open, past }: ChatState) => open && past === null;

/** The state of somebody who has just come: nothing said, nothing known. */
export function freshState(epoch: string, keep: { look: Look; online: boolean; open: boolean }): ChatState {
  return {
    epoch,
    ...keep,
    loading: false,
    firstName: null,
    messages: [],
    conversation: null,
    typing: null,
    paused: false,
    human: 'no',
    lead: 'open',
    leadFault: null,
    rating: null,
    unread: 0,
    past: null,
  };
}
