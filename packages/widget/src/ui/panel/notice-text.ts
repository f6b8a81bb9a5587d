import type { ChatMessage } from '../../client/transcript.ts';
import { fillText } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';

const NOTICES: Record<string, keyof Words> = { joined: 'joined', left: 'left', team_told: 'teamTold', here: 'here' };

/** What Halo itself says in a conversation, in the reader's language; in the server's words where it says what is newer. */
export function noticeText(
  { notice, name, text }: Pick<ChatMessage, 'notice' | 'name' | 'text'>,
  words: Words,
): string {
  const line = notice && words[NOTICES[notice] as keyof Words];
  return line ? fillText(line, { name: name || words.support }) : text;
}
