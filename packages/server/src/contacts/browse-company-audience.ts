import type { CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import { type CompanyQuestion, companyScope } from '../filters/preview-companies.ts';
import { companyAudienceIds } from './company-audience-store.ts';
import { companyRows } from './company-list-store.ts';

/** A page of the companies a filter means, newest first; with words, of those that they find as well. */
export async function browseCompanyAudience(
  deps: Pick<Deps, 'db' | 'now'>,
  { filter, ...question }: CompanyQuestion,
  search: string | undefined,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<CompanyRow>> {
  const scope = companyScope(question, deps.now());
  const rows = await adHocQuery(deps.db, async (sql) => {
    const ids = await companyAudienceIds(sql, { filter, scope, search }, decodeTimeCursor(cursor), limit + 1);
    return companyRows(sql, question.workspaceId, ids);
  });
  return pageOf(rows, limit, (row) => [row.createdAt, row.id]);
}
