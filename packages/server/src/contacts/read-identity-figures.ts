import type { IdentityFigures } from '@halo/wire/dashboard/security.ts';
import type { Deps } from '../deps.ts';
import { wasTokenEverAccepted } from '../identity/was-token-ever-accepted.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { browseAffected } from './browse-affected.ts';
import { FIGURE_DAYS, figureDays } from './identity-figures.ts';
import { readFigures, startOfDay } from './identity-figures-store.ts';
import { storedTime } from './traits.ts';

const AFFECTED_SHOWN = 50;

/** What the last seven days say about the identity mode: who was proven, who was or would be refused, and why. */
export async function readIdentityFigures(
  deps: Pick<Deps, 'db' | 'now'>,
  workspace: Pick<Workspace, 'id' | 'timeZone'>,
): Promise<IdentityFigures> {
  const { id, timeZone } = workspace;
  const to = deps.now();
  const from = await startOfDay(deps.db.sql, to, FIGURE_DAYS - 1, timeZone);
  const [row, affected, everVerified] = await Promise.all([
    readFigures(deps.db.sql, id, from, timeZone),
    browseAffected(deps, workspace, { limit: AFFECTED_SHOWN }),
    wasTokenEverAccepted(deps, id),
  ]);
  const calls = (kind: string, reason?: string, day?: string) =>
    row.days
      .filter((each) => each.kind === kind && (reason ?? each.reason) === each.reason && (day ?? each.day) === each.day)
      .reduce((sum, each) => sum + each.calls, 0);
  const stopped = (reason: string, day?: string) => calls('would_refuse', reason, day) + calls('refused', reason, day);
  const days = figureDays(to, timeZone);
  return {
    from: storedTime(from),
    to: storedTime(to),
    calls: row.days.reduce((sum, each) => sum + each.calls, 0),
    verifiedCalls: calls('verified'),
    wouldRefuseCalls: calls('would_refuse'),
    refusedCalls: calls('refused'),
    people: row.people,
    verifiedPeople: row.verifiedPeople,
    affectedPeople: row.affectedPeople,
    days: days.map((day) => ({
      day,
      verifiedCalls: calls('verified', undefined, day),
      wouldRefuseCalls: calls('would_refuse', undefined, day),
      refusedCalls: calls('refused', undefined, day),
    })),
    reasons: row.reasons
      .toSorted((a, b) => stopped(b.reason) - stopped(a.reason) || a.reason.localeCompare(b.reason))
      .map(({ reason, people }) => ({
        reason,
        calls: stopped(reason),
        people,
        days: days.map((day) => stopped(reason, day)),
      })),
    affected: affected.rows,
    everVerified,
  };
}
