import type { PromptAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findPrompt } from './prompt-store.ts';

/** What the AI saw before one answer of a conversation. Refuses `not_found`. */
export async function readPrompt(
  deps: Pick<Deps, 'db'>,
  named: { workspaceId: string; conversationId: string; promptId: string },
): Promise<PromptAnswer> {
  const prompt = await findPrompt(deps.db.sql, named.workspaceId, named.conversationId, named.promptId);
  if (!prompt) throw new Refusal('not_found', 'There is no such prompt.');
  const { id, model, system, history, createdAt, inputTokens, outputTokens, costMicros, tools, calls } = prompt;
  return {
    ...{ id, model, system, createdAt, inputTokens, outputTokens, costMicros, tools, calls },
    history: history.map(({ role, text }) => ({ role, content: text })),
  };
}
