import type { Deps } from '../deps.ts';
import { forgetTallies, tallyNextHour } from './identity-tally-store.ts';

/** Lines of an hour may be written this long after it: refusals wait, and a batch may take its ten seconds. */
const LATE_MS = 120_000;
/** Somewhat more than the figures ever ask for. */
const KEPT_MS = 8 * 86_400_000;
const HOURS_PER_RUN = 24;

/**
 * Puts hours of the identify log that are over into the tallies that the figures read. Nothing on the way of a call does
 * it, and what is not tallied yet is read from the log itself, so that a chore that is late costs time, not exactness.
 */
export async function tallyIdentity(deps: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const now = deps.now().getTime();
  const keptSince = new Date(now - KEPT_MS);
  for (let hours = 0; hours < HOURS_PER_RUN; hours++) {
    const next = await deps.db.transaction((tx) => tallyNextHour(tx.sql, new Date(now - LATE_MS), keptSince));
    if (!next) break;
    if (hours === 0) await forgetTallies(deps.db.sql, keptSince);
  }
}
