import type { CompanyMember } from '@halo/wire/dashboard/companies.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findCompany } from './company-store.ts';
import { listCompanyMembers } from './member-list-store.ts';

/** A page of the people of a company, those who joined last first. Refuses `not_found`. */
export async function browseMembers(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  companyId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<CompanyMember>> {
  const after = decodeTimeCursor(page.cursor);
  const [company, members] = await Promise.all([
    findCompany(deps.db.sql, workspaceId, companyId),
    listCompanyMembers(deps.db.sql, workspaceId, companyId, after, page.limit + 1),
  ]);
  if (!company) throw new Refusal('not_found', 'There is no such company.');
  return pageOf(members, page.limit, (member) => [member.since, member.person.contactId]);
}
