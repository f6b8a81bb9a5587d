import type { ThreadAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { readThreadHead } from './read-thread-head.ts';
import { readThreadStretch } from './read-thread-stretch.ts';

const SHOWN = 50;

/** An opened thread: its head and its newest messages. Refuses `not_found`. */
export async function readThread(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  conversationId: string,
): Promise<ThreadAnswer> {
  const [head, stretch] = await Promise.all([
    readThreadHead(deps, workspaceId, conversationId),
    readThreadStretch(deps, { workspaceId, conversationId, limit: SHOWN }),
  ]);
  return { ...head, ...stretch };
}
