import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Conversation } from './conversation.ts';

/** Who reads their own history, as their proof and session say at this moment. */
export interface OwnReader {
  workspaceId: string;
  sessionRowId: string;
  contactId: string | null;
  /** The merged contact they are proven to be instead: only what was held under it is theirs (safety R5). */
  heldBy: string | null;
  trust: CallTrust;
}

/** A conversation as its own person sees it in a list. */
export interface OwnConversation extends Conversation {
  /** Messages of the AI and of teammates that the person has not read; never private notes. */
  unread: number;
  /** The teammate who is writing to them at this moment; `until` is renewed while they go on. */
  typing: { name: string; until: string } | null;
}

/** Conversations on a page of the list, the last spoken first. */
export const OWN_CONVERSATIONS = 50;
