import type { InboxCountAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import { type AskedInbox, readQuestion } from './inbox-question.ts';
import { countDown, countView, type InboxList } from './inbox-store.ts';

/**
 * How much of a view a search and a filter leave, counted up to 1,000; with `explain` also what each condition leaves of the
 * latest. Refuses as `browseInbox` does.
 */
export async function countInbox(
  deps: Pick<Deps, 'db' | 'now'>,
  list: InboxList,
  { explain, ...asked }: AskedInbox & { explain?: boolean | undefined },
): Promise<InboxCountAnswer> {
  const question = await readQuestion(deps, list.workspaceId, asked);
  return adHocQuery(deps.db, async (sql) => {
    const { count, atLeast } = await countView(sql, list, question);
    const why = explain ? await countDown(sql, list, question) : null;
    return { count, atLeast, ...(why && { why }) };
  });
}
