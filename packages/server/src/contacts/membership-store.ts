import type { Sql } from '../db/database.ts';
import type { Membership } from './contact.ts';
import type { ContactName } from './named-contact-store.ts';
import { NAMED_CONTACTS, RECORDS } from './named-records.ts';

/** The companies of contacts, the one named last first. */
export function readMemberships(
  sql: Sql,
  contacts: readonly { workspaceId: string; id: string }[],
): Promise<Membership[]> {
  return membershipsOf(
    sql,
    contacts.map(({ workspaceId, id }) => ({ workspace_id: workspaceId, id })),
    RECORDS,
  );
}

/** The same by external id, redirects followed, so that the rows of contacts need not be known yet. */
export function readMembershipsByName(sql: Sql, names: readonly ContactName[]): Promise<Membership[]> {
  return membershipsOf(
    sql,
    names.map(({ workspaceId, externalId }) => ({ workspace_id: workspaceId, external_id: externalId })),
    NAMED_CONTACTS,
  );
}

async function membershipsOf(sql: Sql, subjects: object[], recordset: string): Promise<Membership[]> {
  if (subjects.length === 0) return [];
  return sql.unsafe<Membership[]>(
    `select m.workspace_id as "workspaceId", m.contact_id as "contactId", m.company_id as "companyId",
            c.external_id as "companyExternalId", c.name as "companyName", m.trust, m.method, m.since,
            m.named_at as "namedAt"
     from ${recordset}
     join memberships m on m.workspace_id = n.workspace_id and m.contact_id = n.id
     join companies c on c.workspace_id = m.workspace_id and c.id = m.company_id
     order by m.named_at desc, m.company_id`,
    [JSON.stringify(subjects)],
    { prepare: true },
  );
}

export async function writeMemberships(sql: Sql, memberships: readonly Membership[]): Promise<void> {
  if (memberships.length === 0) return;
  await sql.unsafe(
    `insert into memberships (workspace_id, contact_id, company_id, trust, method, since, named_at)
     select x.workspace_id, x.contact_id, x.company_id, x.trust, x.method, x.since, x.named_at
     from json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, company_id uuid, trust text,
       method text, since timestamptz, named_at timestamptz)
     order by x.workspace_id, x.contact_id, x.company_id
     on conflict (workspace_id, contact_id, company_id) do update set
       trust = excluded.trust, method = excluded.method, named_at = excluded.named_at`,
    [
      JSON.stringify(
        memberships.map((membership) => ({
          workspace_id: membership.workspaceId,
          contact_id: membership.contactId,
          company_id: membership.companyId,
          trust: membership.trust,
          method: membership.method,
          since: membership.since,
          named_at: membership.namedAt,
        })),
      ),
    ],
    { prepare: true },
  );
}

export async function removeMemberships(
  sql: Sql,
  names: readonly { workspaceId: string; contactId: string; companyId: string }[],
): Promise<void> {
  if (names.length === 0) return;
  await sql.unsafe(
    `delete from memberships m using json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, company_id uuid)
     where m.workspace_id = x.workspace_id and m.contact_id = x.contact_id and m.company_id = x.company_id`,
    [
      JSON.stringify(
        names.map(({ workspaceId, contactId, companyId }) => ({
          workspace_id: workspaceId,
          contact_id: contactId,
          company_id: companyId,
        })),
      ),
    ],
    { prepare: true },
  );
}

/** The members of a company, the one who named it last first. */
export async function listMembers(
  sql: Sql,
  workspaceId: string,
  companyId: string,
  limit: number,
): Promise<{ externalId: string | null; current: boolean; trust: Membership['trust'] }[]> {
  return sql<{ externalId: string | null; current: boolean; trust: Membership['trust'] }[]>`
    select c.external_id as "externalId", coalesce(c.current_company_id = m.company_id, false) as current, m.trust
    from memberships m join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
    where m.workspace_id = ${workspaceId} and m.company_id = ${companyId}
    order by m.named_at desc, m.contact_id limit ${limit}`;
}

/** Ids of a company's members after one, in order. */
export async function memberIdsAfter(
  sql: Sql,
  workspaceId: string,
  companyId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select contact_id as id from memberships
    where workspace_id = ${workspaceId} and company_id = ${companyId}
      and (${after}::uuid is null or contact_id > ${after}::uuid)
    order by contact_id limit ${limit}`;
  return rows.map(({ id }) => id);
}
