import type { SavedViewCountsAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import { Refusal } from '../refusal.ts';
import { readQuestion } from './inbox-question.ts';
import { countView } from './inbox-store.ts';
import { listSavedViews } from './list-saved-views.ts';

/** A column shows no more at once, and no page waits for longer than this and one more count. */
const MOST_COUNTED = 20;
const TIME_MS = 2_000;

/**
 * How much a teammate's saved views hold, counted one after the other up to 1,000 each: the first twenty by name, as long
 * as time is left. One whose filter cannot be asked or takes too long has no count.
 */
export async function countSavedViews(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  teammateId: string,
): Promise<SavedViewCountsAnswer> {
  const { views } = await listSavedViews(deps, workspaceId, teammateId);
  const until = deps.now().getTime() + TIME_MS;
  const counts: SavedViewCountsAnswer['counts'] = [];
  for (const { id, view, filter } of views.slice(0, MOST_COUNTED)) {
    if (deps.now().getTime() > until) break;
    try {
      const question = await readQuestion(deps, workspaceId, { filter });
      const counted = await adHocQuery(deps.db, (sql) => countView(sql, { workspaceId, view, teammateId }, question));
      counts.push({ id, count: counted.count, atLeast: counted.atLeast, unread: counted.unread });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return { counts };
}
