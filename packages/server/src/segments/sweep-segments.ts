import type { Deps } from '../deps.ts';
import { judgeLater } from './judge-later.ts';
import { dueWakeups } from './member-store.ts';

/** The queue of the sweep; it calls itself again, and the minute's chore begins it where it was lost. */
export const SEGMENT_SWEEP = 'sweep-segments';
const EVERY_MS = 10_000;
const AT_ONCE = 500;

/** Judges everybody whose time has come: filters such as "within the last 7 days" change by the clock alone. */
export async function sweepSegments(deps: Deps): Promise<void> {
  for (;;) {
    const due = await dueWakeups(deps.db.sql, deps.now(), AT_ONCE);
    for (const [workspaceId, wakeups] of Map.groupBy(due, (wakeup) => wakeup.workspaceId)) {
      const contacts = [...new Set(wakeups.map(({ contactId }) => contactId))];
      const segments = new Set(wakeups.map(({ segmentId }) => segmentId));
      await judgeLater(deps, workspaceId, contacts, ({ id }) => segments.has(id), { byClock: true });
    }
    if (due.length < AT_ONCE) break;
  }
  const next = new Date(deps.now().getTime() + EVERY_MS);
  await deps.jobs.insert(null, SEGMENT_SWEEP, [{ data: {}, key: 'sweep', startAfter: next }]);
}
