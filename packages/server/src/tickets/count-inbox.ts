import type { InboxCountAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import { type AskedInbox, readQuestion } from './inbox-question.ts';
import { countView, type InboxList } from './inbox-store.ts';

/** How much of a view a search and a filter leave, counted up to 1,000. Refuses as `browseInbox` does. */
export async function countInbox(
  deps: Pick<Deps, 'db' | 'now'>,
  list: InboxList,
  asked: AskedInbox,
): Promise<InboxCountAnswer> {
  const question = await readQuestion(deps, list.workspaceId, asked);
  const { count, atLeast } = await adHocQuery(deps.db, (sql) => countView(sql, list, question));
  return { count, atLeast };
}
