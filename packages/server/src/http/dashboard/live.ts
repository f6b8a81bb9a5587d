import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveFrame, LiveList } from '@halo/wire/dashboard/live.ts';
import { z } from 'zod';
import { requireConversation } from '../../conversations/require-conversation.ts';
import { UUID } from '../../cursor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { enterWorkspace } from '../../workspaces/enter-workspace.ts';
import { readSignedIn } from '../../workspaces/sign-in.ts';
import { requirePermission } from '../../workspaces/teammate.ts';
import { eventStream } from '../event-stream.ts';
import { type WorkspaceCall, workspaceRoute } from './dashboard-route.ts';

/** Bells are gathered this long, so that a busy workspace asks for its lists four times a second at most. */
const GATHER_MS = 250;
/** How long somebody who signed out, or was taken out of the workspace, may still hear its bells. */
const RECHECK_MS = 15_000;

const liveQuery = z.object({ conversation: z.string().regex(UUID).optional() });
type LiveCall = WorkspaceCall<undefined, z.output<typeof liveQuery>>;

export const live = workspaceRoute({
  method: 'get',
  path: '/live',
  needs: 'enter',
  query: liveQuery,
  handle: async (deps, call) => {
    if (call.query.conversation) requirePermission(call.access, 'inbox');
    if (call.query.conversation) await requireConversation(deps, call.workspace.id, call.query.conversation);
    const rung = new Set<LiveList>();
    let wake = () => {};
    const endings = channelsOf(call).map(([channel, list]) =>
      deps.live.listen(channel, () => {
        rung.add(list);
        wake();
      }),
    );
    const nextRing = () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      });
    return eventStream(
      call.signal,
      (signal) => {
        signal.addEventListener('abort', () => wake(), { once: true });
        return frames(deps, call, rung, nextRing, signal);
      },
      () => {
        for (const end of endings) end();
      },
    );
  },
});

function channelsOf({ workspace, query }: LiveCall): [string, LiveList][] {
  const own = (list: 'inbox' | 'contacts' | 'log' | 'alerts' | 'segments'): [string, LiveList] => [
    `workspace:${workspace.id}:${list}`,
    list,
  ];
  const lists = [own('inbox'), own('contacts'), own('log'), own('alerts'), own('segments')];
  return query.conversation ? [...lists, [`conversation:${query.conversation}`, 'conversation']] : lists;
}

/** Every listener wakes at least every 15 seconds, bell or not, so no other heartbeat is needed. */
async function* frames(
  deps: Deps,
  call: LiveCall,
  rung: Set<LiveList>,
  nextRing: () => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<LiveFrame> {
  let checkedAt = performance.now();
  yield { type: 'ready' };
  while (!signal.aborted) {
    if (rung.size === 0) await nextRing();
    await sleep(GATHER_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    if (performance.now() - checkedAt >= RECHECK_MS) {
      const reason = await reasonToEnd(deps, call);
      if (reason) return yield { type: 'ended', reason };
      checkedAt = performance.now();
    }
    const lists = [...rung];
    rung.clear();
    if (lists.length > 0) yield { type: 'changed', lists };
  }
}

async function reasonToEnd(deps: Deps, call: LiveCall): Promise<'signed_out' | 'removed' | null> {
  try {
    const signedIn = await readSignedIn(deps, call.headers);
    if (!signedIn) return 'signed_out';
    await enterWorkspace(deps, signedIn.teammate.id, call.workspace.id);
    return null;
  } catch (error) {
    // A database that is away for a moment is no reason to hang up.
    return error instanceof Refusal && error.code === 'not_found' ? 'removed' : null;
  }
}
