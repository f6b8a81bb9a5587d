import type { ChatMessage } from '../../client/transcript.ts';
import { fillText } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';

type Notice = Pick<ChatMessage, 'notice' | 'name' | 'text'>;

const NOTICES: Record<string, keyof Words> = { joined: 'joined', left: 'left', team_told: 'teamTold', here: 'here' };

/** The line for what Halo itself says, with a place for a name; nothing where it says what this version does not know. */
export function noticeLine({ notice }: Notice, words: Words): string | undefined {
  return notice ? words[NOTICES[notice] as keyof Words] : undefined;
}

/** What Halo itself says in a conversation, in the reader's language, else in the server's words. */
export function noticeText(message: Notice, words: Words): string {
  const line = noticeLine(message, words);
  return line ? fillText(line, { name: message.name || words.support }) : message.text;
}
