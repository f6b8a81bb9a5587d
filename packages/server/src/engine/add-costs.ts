import type { InboxMessage } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { listCosts } from './prompt-store.ts';

/** A thread with what each answer of the AI cost, as far as its prompt is still kept. */
export async function addCosts<Thread extends { messages: InboxMessage[] }>(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  thread: Thread,
): Promise<Thread> {
  const ids = thread.messages.flatMap(({ promptId }) => promptId ?? []);
  if (ids.length === 0) return thread;
  const costs = new Map((await listCosts(deps.db.sql, workspaceId, ids)).map(({ id, ...cost }) => [id, cost]));
  const messages = thread.messages.map((message) => {
    const cost = message.promptId === null ? undefined : costs.get(message.promptId);
    return cost ? { ...message, cost } : message;
  });
  return { ...thread, messages };
}
