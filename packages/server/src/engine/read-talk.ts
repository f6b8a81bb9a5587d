import type { Message } from '../conversations/message.ts';
import { readHistory } from '../conversations/read-history.ts';
import type { Deps } from '../deps.ts';
import type { OpenTurn } from './turn.ts';

const HISTORY_MESSAGES = 60;

/** The messages of the turn's conversation up to its question, and what followed it. */
export async function readTalk(
  deps: Deps,
  { conversation, question }: OpenTurn,
): Promise<{ before: Message[]; after: Message[] }> {
  const { workspaceId, id: conversationId } = conversation;
  const all = await readHistory(deps, { workspaceId, conversationId, limit: HISTORY_MESSAGES });
  return {
    before: all.filter(({ seq }) => seq < question.seq),
    after: all.filter(({ seq }) => seq > question.seq),
  };
}
