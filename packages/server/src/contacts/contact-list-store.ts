import type { ContactRow } from '@halo/wire/dashboard/contacts.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Sql } from '../db/database.ts';
import { displayName } from './contact.ts';

export interface ContactFilter {
  search?: string | undefined;
  kind?: 'user' | 'lead' | undefined;
  trust?: 'claimed' | 'verified' | undefined;
  /** Members of this segment. */
  segment?: string | undefined;
}

export type ContactSort = 'created' | 'seen';

/** The last row of the page before: its id and what it was sorted by; `at` is null among those never seen. */
export interface ContactPlace {
  at: string | null;
  id: string;
}

/** Contacts in order that are looked through before an index is asked: what is common is found there at once. */
export const NEWEST = 2_000;

export interface ListedContact {
  contactId: string;
  userId: string | null;
  kind: 'user' | 'lead';
  name: string | null;
  email: string | null;
  trust: CallTrust;
  trustMethod: string | null;
  trustKeyId: string | null;
  provenAt: string | null;
}

/** The columns of a contact that make it a person on a page. */
export const personColumns = (sql: Sql) => sql`
  c.id as "contactId", c.external_id as "userId", c.kind, c.name, c.email, c.trust, c.trust_method as "trustMethod",
  c.trust_key_id as "trustKeyId", c.proven_at as "provenAt"`;

/** A stored contact as every page shows a person. */
export function toPerson(row: ListedContact) {
  const { contactId, userId, kind, name, email } = row;
  const trust = { level: row.trust, method: row.trustMethod, at: row.provenAt, keyId: row.trustKeyId };
  return { contactId, userId, claimedUserId: null, kind, displayName: displayName(row), name, email, trust };
}

/** Contacts by their ids, oldest first. */
export async function peopleById(sql: Sql, workspaceId: string, ids: readonly string[]) {
  const rows = await sql<ListedContact[]>`
    select ${personColumns(sql)} from contacts c
    where c.workspace_id = ${workspaceId} and c.id = any(${`{${ids.join(',')}}`}::text::uuid[]) order by c.id`;
  return rows.map(toPerson);
}

/** Living contacts in the order of `sort`, after `after`. Bounded work for common words, rare words and no words. */
export async function listContacts(
  sql: Sql,
  workspaceId: string,
  filter: ContactFilter,
  sort: ContactSort,
  after: ContactPlace | null,
  limit: number,
): Promise<ContactRow[]> {
  const stretch = { sql, workspaceId, filter, sort, after };
  if (!filter.search) return readRows(sql, workspaceId, await pageIds(stretch, limit));
  const near = await idsAmongNewest(stretch, limit);
  if (near.full) return readRows(sql, workspaceId, near.ids);
  return readRows(sql, workspaceId, await idsByIndex(stretch, limit));
}

/** How many contacts the filter finds, counted up to `bound`. */
export async function countContacts(
  sql: Sql,
  workspaceId: string,
  filter: ContactFilter,
  bound: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from (
      select 1 from contacts c where ${matching(sql, workspaceId, filter)}
        ${filter.search ? sql`and ${found(sql, filter.search)}` : sql``}
      limit ${bound}
    ) counted`;
  return row?.count ?? 0;
}

export interface Stretch {
  sql: Sql;
  workspaceId: string;
  filter: ContactFilter;
  sort: ContactSort;
  after: ContactPlace | null;
}

function matching(sql: Sql, workspaceId: string, { kind, trust, segment }: ContactFilter) {
  return sql`c.workspace_id = ${workspaceId} and c.merged_into is null
    ${kind ? sql`and c.kind = ${kind}` : sql``} ${trust ? sql`and c.trust = ${trust}` : sql``}
    ${segment ? sql`and exists (select 1 from segment_members sm where sm.workspace_id = c.workspace_id and sm.contact_id = c.id and sm.segment_id = ${segment})` : sql``}`;
}

function found(sql: Sql, search: string) {
  return sql`search_words(c.name, c.email, c.external_id) @@ search_query(${search})`;
}

/** Those seen come first, by day and instant, which the index on `seen_day` serves; those never seen follow by creation. */
export async function pageIds({ sql, workspaceId, filter, sort, after }: Stretch, limit: number): Promise<string[]> {
  if (sort === 'created') {
    return idsOf(sql`
      select c.id from contacts c where ${matching(sql, workspaceId, filter)}
        ${after ? sql`and (c.created_at, c.id) < (${after.at}, ${after.id})` : sql``}
      order by c.created_at desc, c.id desc limit ${limit}`);
  }
  const seen =
    after?.at === null
      ? []
      : await idsOf(sql`
    select c.id from contacts c where ${matching(sql, workspaceId, filter)} and c.seen_day is not null
      ${
        after?.at
          ? sql`and c.seen_day <= (${after.at}::timestamptz at time zone 'UTC')::date
        and (c.last_seen, c.id) < (${after.at}, ${after.id})`
          : sql``
      }
    order by c.seen_day desc, c.last_seen desc, c.id desc limit ${limit}`);
  if (seen.length >= limit) return seen;
  const never = await idsOf(sql`
    select c.id from contacts c where ${matching(sql, workspaceId, filter)} and c.last_seen is null
      ${after?.at === null ? sql`and c.id < ${after.id}` : sql``}
    order by c.id desc limit ${limit - seen.length}`);
  return [...seen, ...never];
}

async function idsAmongNewest(stretch: Stretch, limit: number): Promise<{ ids: string[]; full: boolean }> {
  const { sql, filter, sort } = stretch;
  const newest = await pageIds({ ...stretch }, NEWEST);
  const ids = await idsOf(sql`
    select c.id from contacts c
    where c.workspace_id = ${stretch.workspaceId} and c.id = any(${newest}::uuid[]) and ${found(sql, filter.search!)}
    order by ${order(sql, sort)} limit ${limit}`);
  return { ids, full: ids.length >= limit || newest.length < NEWEST };
}

/** `materialized` keeps the planner from walking the whole table in order for a word that is nowhere. */
async function idsByIndex({ sql, workspaceId, filter, sort, after }: Stretch, limit: number): Promise<string[]> {
  return idsOf(sql`
    with c as materialized (
      select c.id, c.created_at, c.last_seen from contacts c
      where ${matching(sql, workspaceId, filter)} and ${found(sql, filter.search!)})
    select c.id from c where ${after ? place(sql, sort, after) : sql`true`}
    order by ${order(sql, sort)} limit ${limit}`);
}

function place(sql: Sql, sort: ContactSort, { at, id }: ContactPlace) {
  if (sort === 'created') return sql`(c.created_at, c.id) < (${at}, ${id})`;
  if (at === null) return sql`c.last_seen is null and c.id < ${id}`;
  return sql`(c.last_seen is null or (c.last_seen, c.id) < (${at}, ${id}))`;
}

function order(sql: Sql, sort: ContactSort) {
  return sort === 'created' ? sql`c.created_at desc, c.id desc` : sql`c.last_seen desc nulls last, c.id desc`;
}

async function idsOf(query: PromiseLike<readonly object[]>): Promise<string[]> {
  return ((await query) as { id: string }[]).map((row) => row.id);
}

type Row = ListedContact &
  Omit<ContactRow, keyof ReturnType<typeof toPerson> | 'company'> & {
    companyRowId: string | null;
    companyId: string | null;
    companyName: string | null;
    companyPlan: string | null;
  };

/** The rows behind ids, in their order. */
export async function readRows(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<ContactRow[]> {
  if (ids.length === 0) return [];
  const rows = await sql<Row[]>`
    select ${personColumns(sql)}, c.custom_fields->>'role' as role, c.custom_fields->>'plan' as plan,
           c.signed_up_at as "signedUpAt", c.first_seen as "firstSeen", c.last_seen as "lastSeen",
           c.created_at as "createdAt", k.id as "companyRowId", k.external_id as "companyId", k.name as "companyName",
           k.plan as "companyPlan",
           (select count(*)::integer from memberships m
            where m.workspace_id = c.workspace_id and m.contact_id = c.id) as companies
    from unnest(${ids as string[]}::uuid[]) with ordinality as wanted(id, place)
    join contacts c on c.workspace_id = ${workspaceId} and c.id = wanted.id
    left join companies k on k.workspace_id = c.workspace_id and k.id = c.current_company_id
    order by wanted.place`;
  return rows.map(({ companyRowId, companyId, companyName, companyPlan, ...row }) => ({
    ...toPerson(row),
    company:
      companyRowId && companyId
        ? { id: companyRowId, companyId, displayName: companyName || companyId, plan: companyPlan }
        : null,
    companies: row.companies,
    role: row.role,
    plan: row.plan,
    signedUpAt: row.signedUpAt,
    firstSeen: row.firstSeen,
    lastSeen: row.lastSeen,
    createdAt: row.createdAt,
  }));
}
