import type { CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { CompanyOfContact } from '@halo/wire/dashboard/person.ts';
import type { Sql } from '../db/database.ts';

/** A company's members are counted up to this many. */
const MEMBERS_BOUND = 1_000;

function matching(sql: Sql, workspaceId: string, search: string | undefined) {
  return sql`k.workspace_id = ${workspaceId}
    ${search ? sql`and search_words(k.name, k.domain, k.external_id) @@ search_query(${search})` : sql``}`;
}

/** Companies newest first, after the last of the page before. */
export async function listCompanies(
  sql: Sql,
  workspaceId: string,
  search: string | undefined,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<CompanyRow[]> {
  return readRows(
    sql,
    // Found by words first, ordered after: a word that is nowhere must not walk the whole table in order.
    search
      ? sql`with k as materialized (select k.id, k.workspace_id, k.created_at from companies k
              where ${matching(sql, workspaceId, search)})
            select k.id from k ${after ? sql`where (k.created_at, k.id) < (${after.at}, ${after.id})` : sql``}
            order by k.created_at desc, k.id desc limit ${limit}`
      : sql`select k.id from companies k where ${matching(sql, workspaceId, search)}
              ${after ? sql`and (k.created_at, k.id) < (${after.at}, ${after.id})` : sql``}
            order by k.created_at desc, k.id desc limit ${limit}`,
    workspaceId,
  );
}

/** Companies by their ids, newest first. */
export function companyRows(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<CompanyRow[]> {
  return readRows(sql, sql`select unnest(${`{${ids.join(',')}}`}::text::uuid[])`, workspaceId);
}

export async function findCompanyRow(sql: Sql, workspaceId: string, id: string): Promise<CompanyRow | null> {
  const [row] = await readRows(sql, sql`select ${id}::uuid as id`, workspaceId);
  return row ?? null;
}

export async function countCompanies(
  sql: Sql,
  workspaceId: string,
  search: string | undefined,
  bound: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from (
      select 1 from companies k where ${matching(sql, workspaceId, search)} limit ${bound}
    ) counted`;
  return row?.count ?? 0;
}

async function readRows(sql: Sql, wanted: ReturnType<Sql>, workspaceId: string): Promise<CompanyRow[]> {
  const rows = await sql<Omit<CompanyRow, 'displayName'>[]>`
    select k.id, k.external_id as "companyId", k.name, k.domain, k.industry, k.plan,
           k.employee_count as "employeeCount", k.mrr, k.trust, k.signed_up_at as "signedUpAt",
           k.created_at as "createdAt",
           (select count(*)::integer from (
              select 1 from memberships m where m.workspace_id = k.workspace_id and m.company_id = k.id
              limit ${MEMBERS_BOUND}) counted) as members
    from companies k
    where k.workspace_id = ${workspaceId} and k.id in (${wanted})
    order by k.created_at desc, k.id desc`;
  return rows.map((row) => ({ ...row, displayName: row.name || row.companyId }));
}

/** The companies of a contact: the current one first, then the one named last. */
export async function listCompaniesOfContact(
  sql: Sql,
  workspaceId: string,
  contactId: string,
): Promise<CompanyOfContact[]> {
  const rows = await sql<(Omit<CompanyOfContact, 'displayName'> & { name: string | null })[]>`
    select k.id, k.external_id as "companyId", k.name, k.plan,
           coalesce(c.current_company_id = m.company_id, false) as current, m.trust, m.method, m.since
    from memberships m
    join companies k on k.workspace_id = m.workspace_id and k.id = m.company_id
    join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
    where m.workspace_id = ${workspaceId} and m.contact_id = ${contactId}
    order by current desc, m.named_at desc, k.id limit ${MEMBERS_BOUND}`;
  return rows.map(({ name, ...row }) => ({ ...row, displayName: name || row.companyId }));
}
