import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { nextFlip } from '../filters/next-flip.ts';
import { readMemberships, readWakeups, saveFlips, saveWakeups, type Wakeup } from './member-store.ts';
import type { Flip } from './segment.ts';
import type { ReadySegment, SegmentSet } from './segment-set.ts';
import { judge, type Verdict } from './verdict-store.ts';

/**
 * Asks which of these segments contacts pass now, and stores only what became another: who came, who went, and when the
 * clock may change that. The contacts are locked by the caller and the filters held, in its transaction. `byClock`
 * tells that the clock brought us here, so that a later time to look again is kept as well.
 */
export async function judgeContacts(
  deps: Pick<Deps, 'now' | 'publish'>,
  tx: Tx,
  set: SegmentSet,
  segments: readonly ReadySegment[],
  contactIds: readonly string[],
  { byClock = false } = {},
): Promise<Flip[]> {
  if (segments.length === 0 || contactIds.length === 0) return [];
  const now = deps.now();
  const ids = segments.map(({ id }) => id);
  const relative = segments.filter((segment) => segment.relative.length > 0).map(({ id }) => id);
  const [verdicts, memberships, wakeups] = await Promise.all([
    judge(tx.sql, set, segments, contactIds, now),
    readMemberships(tx.sql, set.workspaceId, contactIds, ids),
    readWakeups(tx.sql, set.workspaceId, contactIds, relative),
  ]);
  const byContact = new Map(verdicts.map((verdict) => [verdict.contactId, verdict]));
  const flips: Flip[] = [];
  const asleep: Wakeup[] = [];
  for (const contactId of contactIds) {
    const verdict = byContact.get(contactId);
    const before = memberships.get(contactId);
    let leaf = 0;
    for (const [index, { id: segmentId, relative: leaves }] of segments.entries()) {
      const name = { workspaceId: set.workspaceId, contactId, segmentId };
      const entered = verdict?.passes[index] === true;
      if (entered !== (before?.has(segmentId) ?? false)) flips.push({ ...name, entered });
      if (leaves.length === 0) continue;
      const due = verdict ? dueAt(verdict, leaves, leaf, { now, zone: set.zone }) : null;
      leaf += leaves.length;
      const known = wakeups.get(`${contactId} ${segmentId}`) ?? null;
      if (isNews(known, due, byClock)) asleep.push({ ...name, dueAt: due });
    }
  }
  await Promise.all([saveFlips(tx.sql, flips, now), saveWakeups(tx.sql, asleep)]);
  await deps.publish(tx, 'segmentsFlipped', flips);
  return flips;
}

function dueAt(
  verdict: Verdict,
  leaves: ReadySegment['relative'],
  from: number,
  clock: { now: Date; zone: string },
): number | null {
  const times = leaves.map((leaf, index) => nextFlip(leaf, verdict.instants[from + index] ?? [], clock));
  return times.reduce(
    (soonest, time) => (soonest === null || (time !== null && time < soonest) ? time : soonest),
    null,
  );
}

/** Activity moves the time to look again further away with every call; only the sweep writes that down. */
function isNews(known: number | null, due: number | null, byClock: boolean): boolean {
  if (known === due) return false;
  return byClock || known === null || (due !== null && due < known);
}
