import type { CompanyRecordAnswer } from '@halo/wire/dashboard/companies.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Company } from './company.ts';
import { findCompanyRow } from './company-list-store.ts';
import { findCompany } from './company-store.ts';
import { readContexts } from './context-store.ts';
import { describeRecord } from './described-traits.ts';

/** Everything the page of one company shows but its members. Refuses `not_found`. */
export async function readCompanyRecord(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  companyId: string,
): Promise<CompanyRecordAnswer> {
  const [row, company, contexts] = await Promise.all([
    findCompanyRow(deps.db.sql, workspaceId, companyId),
    requireCompany(deps, workspaceId, companyId),
    readContexts(deps.db.sql, 'company', [{ workspaceId, id: companyId }]),
  ]);
  if (!row) throw new Refusal('not_found', 'There is no such company.');
  return {
    company: row,
    ...(await describeRecord(deps, workspaceId, 'company', company, contexts.get(companyId) ?? [])),
    updatedAt: company.updatedAt,
  };
}

/** The company of a row. Refuses `not_found`. */
export async function requireCompany(deps: Pick<Deps, 'db'>, workspaceId: string, companyId: string): Promise<Company> {
  const company = await findCompany(deps.db.sql, workspaceId, companyId);
  if (!company) throw new Refusal('not_found', 'There is no such company.');
  return company;
}
