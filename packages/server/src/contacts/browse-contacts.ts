import type { ContactRow } from '@halo/wire/dashboard/contacts.ts';
import type { BoundedCount, Page } from '@halo/wire/dashboard/paging.ts';
import { decodeCursor, INSTANT, pageOf, UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { type ContactFilter, type ContactSort, countContacts, listContacts } from './contact-list-store.ts';

/** Beyond this many a count says "at least". */
export const COUNT_BOUND = 10_000;

/** A page of people. Pages do not skip or repeat anybody while others are added. */
export async function browseContacts(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  filter: ContactFilter,
  page: { sort: ContactSort; cursor?: string | undefined; limit: number },
): Promise<Page<ContactRow>> {
  const [at = null, id = null] = page.cursor === undefined ? [] : decodeCursor(page.cursor, [INSTANT, UUID]);
  const after = id === null ? null : { at, id };
  const rows = await listContacts(deps.db.sql, workspaceId, filter, page.sort, after, page.limit + 1);
  return pageOf(rows, page.limit, (row) => [page.sort === 'created' ? row.createdAt : row.lastSeen, row.contactId]);
}

/** How many people a filter finds, exact up to 10,000. */
export async function countBrowsedContacts(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  filter: ContactFilter,
): Promise<BoundedCount> {
  const count = await countContacts(deps.db.sql, workspaceId, filter, COUNT_BOUND + 1);
  return { count: Math.min(count, COUNT_BOUND), atLeast: count > COUNT_BOUND };
}
