import type { InboxMessage } from '@halo/wire/dashboard/inbox.ts';
import { listCallsOfAnswers } from '../actions/list-calls-of-answers.ts';
import type { Deps } from '../deps.ts';
import { listCosts } from './prompt-store.ts';

/** A thread with what each answer of the AI cost and which actions it called, as far as that is still kept. */
export async function addOutcomes<Thread extends { messages: InboxMessage[] }>(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  thread: Thread,
): Promise<Thread> {
  const ids = thread.messages.flatMap(({ promptId }) => promptId ?? []);
  if (ids.length === 0) return thread;
  const [costsOf, made] = await Promise.all([
    listCosts(deps.db.sql, workspaceId, ids),
    listCallsOfAnswers(deps, workspaceId, ids),
  ]);
  const costs = new Map(costsOf.map(({ id, ...cost }) => [id, cost]));
  const calls = Map.groupBy(made, ({ promptId }) => promptId);
  const messages = thread.messages.map((message) => {
    if (message.promptId === null) return message;
    const cost = costs.get(message.promptId);
    const called = calls.get(message.promptId)?.map(({ call }) => call);
    return { ...message, ...(cost && { cost }), ...(called && { calls: called }) };
  });
  return { ...thread, messages };
}
