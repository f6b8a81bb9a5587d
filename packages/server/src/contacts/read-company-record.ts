import type { CompanyRecordAnswer } from '@halo/wire/dashboard/companies.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { attributeBook } from './attribute-book.ts';
import { findCompanyRow } from './company-list-store.ts';
import { findCompany } from './company-store.ts';
import { readContexts } from './context-store.ts';
import { describeContext, describeTraits } from './described-traits.ts';

/** Everything the page of one company shows but its members. Refuses `not_found`. */
export async function readCompanyRecord(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  companyId: string,
): Promise<CompanyRecordAnswer> {
  const [row, company, book, contexts] = await Promise.all([
    findCompanyRow(deps.db.sql, workspaceId, companyId),
    findCompany(deps.db.sql, workspaceId, companyId),
    attributeBook(deps.db, workspaceId, deps.now()),
    readContexts(deps.db.sql, 'company', [{ workspaceId, id: companyId }]),
  ]);
  if (!row || !company) throw new Refusal('not_found', 'There is no such company.');
  return {
    company: row,
    traits: describeTraits('company', company, book),
    context: describeContext(contexts.get(companyId) ?? [], book),
    updatedAt: company.updatedAt,
  };
}
