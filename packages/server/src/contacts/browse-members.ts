import type { CompanyMember } from '@halo/wire/dashboard/companies.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { listCompanyMembers } from './member-list-store.ts';

/** A page of the people of a company, those who joined last first. */
export async function browseMembers(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  companyId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<CompanyMember>> {
  const after = decodeTimeCursor(page.cursor);
  const members = await listCompanyMembers(deps.db.sql, workspaceId, companyId, after, page.limit + 1);
  return pageOf(members, page.limit, (member) => [member.since, member.person.contactId]);
}
