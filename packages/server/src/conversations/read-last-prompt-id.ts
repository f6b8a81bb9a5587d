import type { Deps } from '../deps.ts';
import { findLastPrompt } from './message-store.ts';

/** The prompt that the newest answer of the AI in a conversation was made from, or null. */
export function readLastPromptId(
  deps: Pick<Deps, 'db'>,
  named: { workspaceId: string; conversationId: string },
): Promise<string | null> {
  return findLastPrompt(deps.db.sql, named.workspaceId, named.conversationId);
}
