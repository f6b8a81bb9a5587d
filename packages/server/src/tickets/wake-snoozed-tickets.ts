import type { Deps } from '../deps.ts';
import { wakeTickets } from './ticket-store.ts';

const SLICE = 500;

/** Opens every snoozed ticket whose time has come; answers how many. A job of every minute. */
export async function wakeSnoozedTickets(deps: Deps): Promise<number> {
  let total = 0;
  for (;;) {
    const slice = await deps.db.transaction(async (tx) => {
      const woken = await wakeTickets(tx.sql, deps.now(), SLICE);
      const bells = woken.flatMap((ticket) => [
        `workspace:${ticket.workspaceId}:inbox`,
        `conversation:${ticket.conversationId}`,
      ]);
      tx.afterCommit(() => deps.live.ring(bells));
      return woken.length;
    });
    total += slice;
    if (slice < SLICE) return total;
  }
}
