import { foldAttributeTallies } from './contacts/fold-attribute-tallies.ts';
import { completeIdleConversations } from './conversations/complete-idle-conversations.ts';
import { keepPartitions } from './db/keep-partitions.ts';
import type { Deps } from './deps.ts';
import { forgetEndedTokens } from './identity/forget-ended-tokens.ts';
import { trimIdentifyLog } from './identity/trim-identify-log.ts';
import { linkLateClaims } from './tickets/link-late-claims.ts';
import { wakeSnoozedTickets } from './tickets/wake-snoozed-tickets.ts';

interface Chore {
  queue: string;
  /** When, as cron in UTC; once for all processes together. */
  cron: string;
  run(deps: Deps): Promise<unknown>;
}

/** What Halo does by the clock. Every chore may be done twice and be done late. */
const CHORES: Chore[] = [
  { queue: 'fold-attribute-tallies', cron: '* * * * *', run: foldAttributeTallies },
  { queue: 'complete-idle-conversations', cron: '* * * * *', run: completeIdleConversations },
  { queue: 'link-late-claims', cron: '* * * * *', run: linkLateClaims },
  { queue: 'wake-snoozed-tickets', cron: '* * * * *', run: wakeSnoozedTickets },
  { queue: 'keep-partitions', cron: '17 * * * *', run: keepPartitions },
  { queue: 'trim-identify-log', cron: '27 * * * *', run: (deps) => trimIdentifyLog(deps) },
  { queue: 'forget-ended-tokens', cron: '37 * * * *', run: forgetEndedTokens },
];

/** Begins the upkeep of this installation, partitions first: a server that was off for weeks needs them now. */
export async function startUpkeep(deps: Deps): Promise<void> {
  await keepPartitions(deps);
  for (const { queue, cron, run } of CHORES) {
    await deps.jobs.work(queue, async () => {
      await run(deps);
    });
    await deps.jobs.every(queue, cron);
  }
  await deps.jobs.start();
}
