import type { StreamFrame } from '@halo/wire/sdk/conversations.ts';
import type { Core } from './core.ts';
import { createLive, type Live } from './live.ts';
import { readOwn } from './read-own.ts';

/** Listening to the person's live stream. Whoever does it on a page, all who hear there are told. */
export interface Listening extends Live {
  /** The pause for proof is over. */
  proved(): void;
}

/** Of several that want to listen, in this tab or another of the browser, one does: they share a lock. */
export function createListening(core: Core): Listening {
  const { session, proof } = core;
  let resumers: (() => void)[] = [];
  const live = createLive({
    page: core.page,
    api: core.api,
    lock: () => `halo:${core.orgId}:live:${session.record.epoch}`,
    prove: (send) => readOwn(core, send),
    resumed: () => new Promise((go) => resumers.push(go)),
    onFrame(frame) {
      if (frame.type === 'ended') return ended(frame.reason);
      core.tabs.tell({ type: 'frame', epoch: session.record.epoch, frame });
      core.hear(frame);
    },
  });

  function ended(reason: Extract<StreamFrame, { type: 'ended' }>['reason']): void {
    if (reason === 'key') live.stop();
    else if (reason === 'token') proof.renew('identity_expired', proof.current() ?? null).catch(() => {});
    else core.loseSession();
  }

  function proved(): void {
    const waiting = resumers;
    resumers = [];
    for (const go of waiting) go();
  }

  return { ...live, proved };
}
