import type { WireConversation } from '@halo/wire/sdk/conversations.ts';
import type { ChatMessage } from './transcript.ts';

/** What the panel draws of the agent, from `GET /config`. */
export interface Look {
  name: string;
  organization: string;
  greeting: string;
  suggestions: string[];
  humanLabel: string;
  accent: string | null;
  position: 'bottom-right' | 'bottom-left' | null;
}

/** Everything the launcher and the panel draw. Replaced, never changed in place. */
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
  rating: 'good' | 'bad' | null;
  unread: number;
  open: boolean;
}

export const PLAIN_LOOK: Look = {
  name: 'Support',
  organization: '',
  greeting: '',
  suggestions: [],
  humanLabel: 'Talk to a human',
  accent: null,
  position: null,
};

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
    rating: null,
    unread: 0,
  };
}
