import type { ChatMessage } from '../../client/transcript.ts';
import { fillText } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';

type Notice = Pick<ChatMessage, 'notice' | 'name' | 'text'> & Partial<Pick<ChatMessage, 'actions'>>;

const NOTICES: Record<string, keyof Words> = { joined: 'joined', left: 'left', team_told: 'teamTold', here: 'here' };

const OUTCOMES = { done: 'done', failed: 'didNotWork', declined: 'notDone' } as const;

/** The line for what Halo itself says, and the name in it; nothing where it says what this version does not know. */
export function noticeLine({ notice, name, actions }: Notice, words: Words): { line: string; name: string } | null {
  const outcome = actions?.find((action) => action.type === 'confirmed');
  if (outcome) return { line: words[OUTCOMES[outcome.outcome]], name: outcome.title };
  const line = notice && words[NOTICES[notice] as keyof Words];
  return line ? { line, name: name || words.support } : null;
}

/** What Halo itself says in a conversation, in the reader's language, else in the server's words. */
export function noticeText(message: Notice, words: Words): string {
  const said = noticeLine(message, words);
  return said ? fillText(said.line, said) : message.text;
}
