import type { LiveFrame, LiveList } from '@halo/wire/dashboard/live.ts';
import { z } from 'zod';
import { UUID } from '../../cursor.ts';
import type { Deps } from '../../deps.ts';
import { enterWorkspace } from '../../workspaces/enter-workspace.ts';
import { readSignedIn } from '../../workspaces/sign-in.ts';
import { type WorkspaceCall, workspaceRoute } from './dashboard-route.ts';

const GATHER_MS = 250;
const HEARTBEAT_MS = 15_000;

const liveQuery = z.object({ conversation: z.string().regex(UUID).optional() });

export const live = workspaceRoute({
  method: 'get',
  path: '/live',
  query: liveQuery,
  handle: async (deps, call) =>
    new Response(openStream(deps, call), {
      headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    }),
});

function channelsOf({ workspace, query }: WorkspaceCall<undefined, z.output<typeof liveQuery>>): [string, LiveList][] {
  const lists = (['inbox', 'contacts', 'log'] as const).map((list): [string, LiveList] => [
    `workspace:${workspace.id}:${list}`,
    list,
  ]);
  return query.conversation ? [...lists, [`conversation:${query.conversation}`, 'conversation']] : lists;
}

/** Bells become frames, gathered for a quarter second; each heartbeat looks whether the teammate may still listen. */
function openStream(
  deps: Deps,
  call: WorkspaceCall<undefined, z.output<typeof liveQuery>>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const rung = new Set<LiveList>();
  const endings: (() => void)[] = [];
  let ended = false;

  function end(): void {
    ended = true;
    for (const ending of endings.splice(0)) ending();
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        if (!ended) controller.enqueue(encoder.encode(text));
      };
      const send = ({ type, ...data }: LiveFrame) => write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      const close = (reason: Extract<LiveFrame, { type: 'ended' }>['reason']) => {
        send({ type: 'ended', reason });
        end();
        controller.close();
      };

      let gathering: NodeJS.Timeout | null = null;
      const tell = () => {
        gathering = null;
        const lists = [...rung];
        rung.clear();
        send({ type: 'changed', lists });
      };
      for (const [channel, list] of channelsOf(call)) {
        endings.push(
          deps.live.listen(channel, () => {
            rung.add(list);
            gathering ??= setTimeout(tell, GATHER_MS);
          }),
        );
      }
      const heartbeat = setInterval(() => {
        write(': still here\n\n');
        mayListen(deps, call).then((may) => {
          if (!ended && may !== true) close(may);
        });
      }, HEARTBEAT_MS);
      endings.push(
        () => clearInterval(heartbeat),
        () => clearTimeout(gathering ?? undefined),
      );
      call.signal.addEventListener('abort', end, { once: true });
      send({ type: 'ready' });
    },
    cancel: end,
  });
}

async function mayListen(
  deps: Deps,
  call: WorkspaceCall<undefined, unknown>,
): Promise<true | 'signed_out' | 'removed'> {
  try {
    const signedIn = await readSignedIn(deps, call.headers);
    if (!signedIn) return 'signed_out';
    await enterWorkspace(deps, signedIn.teammate.id, call.workspace.id);
    return true;
  } catch (error) {
    // A database that is away for a moment is no reason to hang up.
    return error instanceof Error && 'code' in error && error.code === 'not_found' ? 'removed' : true;
  }
}
