import type { CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { BoundedCount, Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { COUNT_BOUND } from './browse-contacts.ts';
import { countCompanies, listCompanies } from './company-list-store.ts';

/** A page of companies, newest first. */
export async function browseCompanies(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  search: string | undefined,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<CompanyRow>> {
  const rows = await listCompanies(deps.db.sql, workspaceId, search, decodeTimeCursor(page.cursor), page.limit + 1);
  return pageOf(rows, page.limit, (row) => [row.createdAt, row.id]);
}

/** How many companies a search finds, exact up to 10,000. */
export async function countBrowsedCompanies(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  search: string | undefined,
): Promise<BoundedCount> {
  const count = await countCompanies(deps.db.sql, workspaceId, search, COUNT_BOUND + 1);
  return { count: Math.min(count, COUNT_BOUND), atLeast: count > COUNT_BOUND };
}
