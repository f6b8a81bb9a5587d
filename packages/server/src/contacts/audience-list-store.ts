import type { TransactionStatements } from '../db/transaction.ts';
import type { Filter } from '../filters/filter.ts';
import { binding, type FilterScope, filterToSql } from '../filters/filter-to-sql.ts';
import { type ContactFilter, type ContactPlace, type ContactSort, NEWEST, pageIds } from './contact-list-store.ts';

const MOST_LOOKED_THROUGH = 10_000;

/** Whom to list: those a filter means, narrowed as the list of all contacts is. */
export interface AudienceList {
  filter: Filter;
  scope: FilterScope;
  narrower: ContactFilter;
  sort: ContactSort;
}

/**
 * Ids of contacts that a filter means, in the order of `sort`, after `after`. A filter that many pass is answered from
 * the next few contacts in order; one that few pass by its indexes.
 */
export async function audienceIds(
  sql: TransactionStatements,
  list: AudienceList,
  after: ContactPlace | null,
  limit: number,
): Promise<string[]> {
  const { scope, narrower, sort } = list;
  const stretch = { sql, workspaceId: scope.workspaceId, filter: narrower, sort, after };
  const found: string[] = [];
  for (let looked = 0, size = NEWEST; ; ) {
    const next = (await pageIds(stretch, looked + size)).slice(looked);
    if (next.length > 0) {
      const passing = new Set(await passingIds(sql, { ...list, scope: { ...scope, contactIds: next } }));
      found.push(...next.filter((id) => passing.has(id)));
    }
    if (found.length >= limit || next.length < size) return found.slice(0, limit);
    looked += size;
    // As many more as should hold the rest of the page, if those to come are like those seen.
    size = Math.ceil((1.5 * (limit - found.length) * looked) / found.length);
    if (looked + size > MOST_LOOKED_THROUGH) return byIndexes(sql, list, after, limit);
  }
}

/** Those of few contacts who pass. Asks the facts alone: a join would go by statistics, which a grown table lacks. */
async function passingIds(sql: TransactionStatements, { filter, scope, narrower }: AudienceList): Promise<string[]> {
  const { text, params: bound } = filterToSql(filter, scope);
  const { bind, params } = binding(bound);
  const found = searched(narrower, bind);
  const among =
    found &&
    ` and f.contact_id = any(array(select c.id from contacts c where c.workspace_id = ${bind(scope.workspaceId)}::text::uuid
        and c.id = any(${bind(`{${(scope.contactIds ?? []).join(',')}}`)}::text::uuid[])${found}))`;
  const rows = await sql.unsafe<{ id: string }[]>(
    `select f.contact_id as id from contact_facts f where ${text}${among}`,
    params as never[],
  );
  return rows.map(({ id }) => id);
}

/** `materialized` keeps the planner from walking everybody in order for a filter that few pass. */
async function byIndexes(
  sql: TransactionStatements,
  { filter, scope, narrower, sort }: AudienceList,
  after: ContactPlace | null,
  limit: number,
): Promise<string[]> {
  const { text, params: bound } = filterToSql(filter, scope);
  const { bind, params } = binding(bound);
  const { kind, trust, segment } = narrower;
  const narrowed = [
    kind && ` and f.kind = ${bind(kind)}::text`,
    trust && ` and f.trust = ${bind(trust)}::text`,
    segment &&
      ` and exists (select 1 from segment_members sm where sm.workspace_id = f.workspace_id
        and sm.contact_id = f.contact_id and sm.segment_id = ${bind(segment)}::text::uuid)`,
  ].filter(Boolean);
  const rows = await sql.unsafe<{ id: string }[]>(
    `with c as materialized (
       select c.id, c.created_at, c.last_seen
       from contact_facts f join contacts c on c.workspace_id = f.workspace_id and c.id = f.contact_id
       where ${text}${narrowed.join('')}${searched(narrower, bind)})
     select c.id from c where ${after ? placeSql(sort, after, bind) : 'true'}
     order by ${sort === 'created' ? 'c.created_at desc' : 'c.last_seen desc nulls last'}, c.id desc limit ${limit}`,
    params as never[],
  );
  return rows.map(({ id }) => id);
}

type Bind = ReturnType<typeof binding>['bind'];

function searched({ search }: ContactFilter, bind: Bind): string {
  return search ? ` and search_words(c.name, c.email, c.external_id) @@ search_query(${bind(search)}::text)` : '';
}

function placeSql(sort: ContactSort, { at, id }: ContactPlace, bind: Bind): string {
  const last = `${bind(id)}::text::uuid`;
  if (at === null) return `c.last_seen is null and c.id < ${last}`;
  const place = `${bind(at)}::text::timestamptz, ${last}`;
  if (sort === 'created') return `(c.created_at, c.id) < (${place})`;
  return `(c.last_seen is null or (c.last_seen, c.id) < (${place}))`;
}
