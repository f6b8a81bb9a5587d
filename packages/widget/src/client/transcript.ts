import type { ChatAction, ChatSource } from '@halo/wire/sdk/chat.ts';
import type { WireMessage } from '@halo/wire/sdk/conversations.ts';
import { type ChatPicture, joinPictures } from './picture.ts';

/** A message as the panel shows it. */
export interface ChatMessage {
  /** Stable for as long as it is on screen. Of the person's own messages it is the `message_id` on the wire. */
  key: string;
  /** The server's id and place, once known. */
  id?: string;
  seq?: number;
  author: 'user' | 'ai' | 'teammate' | 'system';
  name: string | null;
  text: string;
  /** What Halo itself says here, to be said in the reader's language. */
  notice?: WireMessage['notice'];
  sources: ChatSource[];
  /** What it asks the person to confirm, and what became of that. */
  actions: ChatAction[];
  pictures: ChatPicture[];
  at: number;
  /** `waiting`: not sent yet. `streaming`: an answer that grows. `cut`: an answer that broke off. */
  state: 'waiting' | 'sent' | 'failed' | 'streaming' | 'cut';
  /** Of a failed message or a cut answer: whether trying again may help. */
  retryable?: boolean;
  /** Why it failed, where a person can do something about it. */
  why?: 'sign_in' | 'too_long' | 'pictures' | 'pictures_lost';
}

function inOrder(messages: ChatMessage[]): ChatMessage[] {
  const place = (message: ChatMessage) => message.seq ?? Number.POSITIVE_INFINITY;
  // Sorting is stable: what the server has not numbered yet stays where it was, behind.
  return messages.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

function isTheSame(mine: ChatMessage, theirs: WireMessage): boolean {
  if (mine.id !== undefined || mine.author !== theirs.author) return false;
  const pictures = theirs.attachments ?? [];
  return theirs.author === 'ai' || (mine.text === theirs.body && mine.pictures.length === pictures.length);
}

/**
 * Puts a message of the server into the transcript, or joins it with the one this tab has written or streamed itself.
 * The server's text wins, but for an answer that is still growing here.
 */
export function mergeMessage(messages: ChatMessage[], theirs: WireMessage): ChatMessage[] {
  const mine = messages.find((message) => message.id === theirs.id) ?? messages.find((one) => isTheSame(one, theirs));
  const growing = mine?.state === 'streaming';
  const next: ChatMessage = {
    key: mine?.key ?? theirs.id,
    id: theirs.id,
    seq: theirs.seq,
    author: theirs.author,
    name: theirs.author_name,
    text: growing ? mine.text : theirs.body,
    notice: theirs.notice,
    sources: growing ? mine.sources : (theirs.sources ?? []),
    actions: growing ? mine.actions : (theirs.actions ?? []),
    pictures: joinPictures(mine?.pictures, theirs.attachments),
    at: Date.parse(theirs.created_at) || (mine?.at ?? 0),
    state: growing ? 'streaming' : 'sent',
    ...(mine?.why === 'pictures_lost' && { why: mine.why }),
  };
  const rest = mine ? messages.map((message) => (message === mine ? next : message)) : [...messages, next];
  return inOrder(rest);
}

/** The highest number the server has given, which is where reading goes on. */
export function lastSeq(messages: ChatMessage[]): number {
  return messages.reduce((most, message) => Math.max(most, message.seq ?? 0), 0);
}
