import type { RehearsalBody, RehearsalEvent } from '@halo/wire/dashboard/playground.ts';
import { ApiError, inWorkspace, request } from '../../api.ts';

/** Asks one question in the playground and reads what comes of it, part by part. Throws `ApiError`. */
export async function* rehearse(
  workspaceId: string,
  body: RehearsalBody,
  signal: AbortSignal,
): AsyncGenerator<RehearsalEvent> {
  const response = await request('POST', inWorkspace(workspaceId, 'playground'), body, signal);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  while (true) {
    const { value, done } = await reader.read().catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new ApiError(0, {});
    });
    if (done) return;
    const blocks = (held + value).split('\n\n');
    held = blocks.pop() ?? '';
    for (const block of blocks) yield* eventIn(block);
  }
}

function* eventIn(block: string): Generator<RehearsalEvent> {
  const found = /^event: (\w+)\ndata: (.*)$/.exec(block);
  if (found) yield { type: found[1], ...JSON.parse(found[2]!) } as RehearsalEvent;
}
