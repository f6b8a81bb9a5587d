import type { Deps } from '../deps.ts';
import { forgetVisitorEvents } from '../events/forget-visitor-events.ts';
import { forgetVisitorOutcomes } from '../in-app-messages/forget-visitor-outcomes.ts';
import type { Retention } from '../workspaces/workspace.ts';
import { deleteSilentSessions, listOldSessions } from './silent-session-store.ts';

const DAY_MS = 86_400_000;
const SLICE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Forgets sessions that are of no use any more: ended ones, and those in which nobody wrote and that were not used for as
 * long as the workspace says; of visitors with all they did. Who wrote stays. Answers how many went.
 */
export async function forgetSilentSessions(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, sessionDays, visitorDays }: Retention,
): Promise<number> {
  const ago = (days: number) => new Date(deps.now().getTime() - days * DAY_MS);
  const since = { workspaceId, known: ago(sessionDays), visitors: ago(visitorDays) };
  let forgotten = 0;
  for (let after = FIRST; ; ) {
    const slice = await listOldSessions(deps.db.sql, since, after, SLICE);
    const ids = slice.flatMap((session) => (session.due ? session.id : []));
    if (ids.length > 0) {
      forgotten += await deps.db.transaction(async (tx) => {
        const gone = await deleteSilentSessions(tx.sql, since, ids);
        await forgetVisitorEvents(tx, workspaceId, gone);
        await forgetVisitorOutcomes(tx, workspaceId, gone);
        return gone.length;
      });
    }
    const last = slice.at(-1);
    if (!last || slice.length < SLICE) return forgotten;
    after = last.id;
  }
}
