import type { InboxRow } from '@halo/wire/dashboard/inbox.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import { type AskedInbox, readQuestion } from './inbox-question.ts';
import { type InboxList, listInbox } from './inbox-store.ts';

/** One page of a view of the inbox, newest first. Refuses `invalid_filter` with the path, and as `busy` a filter that takes too long. */
export async function browseInbox(
  deps: Pick<Deps, 'db' | 'now'>,
  list: InboxList,
  page: AskedInbox & { cursor?: string | undefined; limit: number },
): Promise<Page<InboxRow>> {
  const { cursor, limit } = page;
  const question = await readQuestion(deps, list.workspaceId, page);
  const asked = { ...question, after: decodeTimeCursor(cursor), limit: limit + 1 };
  const rows = question.filter
    ? await adHocQuery(deps.db, (sql) => listInbox(sql, list, asked))
    : await listInbox(deps.db.sql, list, asked);
  return pageOf(rows, limit, (row) => [row.at, row.ticketId ?? row.conversationId]);
}
