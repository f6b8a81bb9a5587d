import type { ModelMessage } from './models/model.ts';
import { cleanHeader, cleanText } from './prompt/clean-line.ts';
import { fenceToolResult } from './prompt/fence.ts';
import type { Talked } from './turn.ts';

const MESSAGE_CHARACTERS = 10_000;
const RESULT_CHARACTERS = 2_000;
const HISTORY_CHARACTERS = 60_000;

/**
 * The talk so far as a model reads it, ending with the question: cleaned, the oldest left out beyond 60,000
 * characters, beginning with the person. A teammate's words carry their name, so that the model knows whose they were.
 * `results` is what services answered to confirmed calls, by the call's id: fenced data.
 */
export function turnHistory(
  messages: readonly Talked[],
  results: ReadonlyMap<string, string> = new Map(),
): ModelMessage[] {
  const kept: ModelMessage[] = [];
  let room = HISTORY_CHARACTERS;
  for (const message of messages.toReversed()) {
    if (message.internal) continue;
    const text = message.author === 'system' ? outcomeIn(message, results) : textOf(message);
    room -= text.length;
    if (room < 0 && kept.length > 0) break;
    if (text) kept.unshift({ role: message.author === 'user' ? 'user' : 'assistant', text });
  }
  const first = kept.findIndex(({ role }) => role === 'user');
  return first < 0 ? [] : kept.slice(first);
}

/** What became of an action that the person was asked to confirm; empty for anything else that Halo says. */
function outcomeIn({ actions }: Talked, results: ReadonlyMap<string, string>): string {
  const lines = actions.flatMap((action) => {
    if (action.type !== 'confirmed') return [];
    const told = `[Halo] “${cleanHeader(action.title)}”: ${OUTCOMES[action.outcome]}`;
    const result = results.get(action.id);
    return result ? [told, 'The service answered:', fenceToolResult(result, RESULT_CHARACTERS)] : told;
  });
  return lines.join('\n');
}

const OUTCOMES = {
  done: 'the customer confirmed it, and it was done.',
  failed: 'the customer confirmed it, but it failed; it was not done, or nobody knows whether it was.',
  declined: 'the customer did not want it; it was not done.',
};

function textOf({ author, authorName, body, attachments }: Talked): string {
  const shown =
    attachments.length > 0 ? `(${attachments.length} ${attachments.length > 1 ? 'pictures' : 'picture'})` : '';
  const text = [cleanText(body, MESSAGE_CHARACTERS), shown].filter(Boolean).join('\n');
  if (author === 'teammate' && text)
    return `[${cleanHeader(authorName ?? 'A teammate')}, a human of the team]\n${text}`;
  return text || (author === 'user' ? '(an empty message)' : '');
}
