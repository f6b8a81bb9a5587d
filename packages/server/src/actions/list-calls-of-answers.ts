import type { AnswerCall } from '@halo/wire/dashboard/actions.ts';
import type { Deps } from '../deps.ts';
import { listCallsOfPrompts } from './call-store.ts';

/** The actions that answers of the AI called, in order, each with the id of what the AI saw when it did. */
export async function listCallsOfAnswers(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  promptIds: readonly string[],
): Promise<{ promptId: string | null; call: AnswerCall }[]> {
  const calls = await listCallsOfPrompts(deps.db.sql, workspaceId, promptIds);
  return calls.map(({ promptId, expiresAt, id, actionName, outcome, reason, status, result }) => {
    const clicked = expiresAt !== null && outcome !== 'waiting' && outcome !== 'expired';
    return { promptId, call: { id, actionName, outcome, reason, status, clicked, result } };
  });
}
