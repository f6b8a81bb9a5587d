import type { CompanyMember } from '@halo/wire/dashboard/companies.ts';
import type { Sql } from '../db/database.ts';
import { type ListedContact, personColumns, toPerson } from './contact-list-store.ts';

/** Living members of a company by the time they joined, newest first. */
export async function listCompanyMembers(
  sql: Sql,
  workspaceId: string,
  companyId: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<CompanyMember[]> {
  type Row = ListedContact & {
    current: boolean;
    memberTrust: CompanyMember['trust'];
    method: string;
    since: string;
    lastSeen: string | null;
  };
  const rows = await sql<Row[]>`
    select ${personColumns(sql)}, coalesce(c.current_company_id = m.company_id, false) as current,
           m.trust as "memberTrust", m.method, m.since, c.last_seen as "lastSeen"
    from memberships m join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
    where m.workspace_id = ${workspaceId} and m.company_id = ${companyId} and c.merged_into is null
      ${after ? sql`and (m.since, m.contact_id) < (${after.at}, ${after.id})` : sql``}
    order by m.since desc, m.contact_id desc limit ${limit}`;
  return rows.map(({ current, memberTrust, method, since, lastSeen, ...person }) => ({
    person: toPerson(person),
    current,
    trust: memberTrust,
    method,
    since,
    lastSeen,
  }));
}
