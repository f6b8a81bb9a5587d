import type { InboxRow } from '@halo/wire/dashboard/inbox.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { type InboxList, listInbox } from './inbox-store.ts';

/** One page of a view of the inbox, newest first. */
export async function browseInbox(
  deps: Pick<Deps, 'db'>,
  list: InboxList,
  page: { search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<InboxRow>> {
  const { search, cursor, limit } = page;
  const rows = await listInbox(deps.db.sql, list, { search, after: decodeTimeCursor(cursor), limit: limit + 1 });
  return pageOf(rows, limit, (row) => [row.at, row.ticketId ?? row.conversationId]);
}
