import type { Deps } from '../deps.ts';
import { bellsOf, idleSince } from './conversation.ts';
import { completeIdle } from './conversation-store.ts';

const SLICE = 500;

/** Completes every live conversation in which nobody wrote for 30 minutes; answers how many. A job of every minute. */
export async function completeIdleConversations(deps: Deps): Promise<number> {
  let total = 0;
  for (;;) {
    const slice = await deps.db.transaction(async (tx) => {
      const done = await completeIdle(tx.sql, idleSince(deps.now()), deps.now(), SLICE);
      tx.afterCommit(() => deps.live.ring(done.flatMap(bellsOf)));
      return done.length;
    });
    total += slice;
    if (slice < SLICE) return total;
  }
}
