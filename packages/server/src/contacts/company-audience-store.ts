import type { TransactionStatements } from '../db/transaction.ts';
import type { Filter } from '../filters/filter.ts';
import { binding, type FilterScope, filterToSql } from '../filters/filter-to-sql.ts';

/** Ids of the companies that a filter means and words find, newest first, after one. */
export async function companyAudienceIds(
  sql: TransactionStatements,
  { filter, scope, search }: { filter: Filter; scope: FilterScope; search: string | undefined },
  after: { at: string; id: string } | null,
  limit: number,
): Promise<string[]> {
  const { text, params: bound } = filterToSql(filter, scope);
  const { bind, params } = binding(bound);
  const found = search
    ? ` and search_words(k.name, k.domain, k.external_id) @@ search_query(${bind(search)}::text)`
    : '';
  const place = after
    ? `(k.created_at, k.id) < (${bind(after.at)}::text::timestamptz, ${bind(after.id)}::text::uuid)`
    : 'true';
  const rows = await sql.unsafe<{ id: string }[]>(
    `with k as materialized (
       select k.id, k.created_at from company_facts r
       join companies k on k.workspace_id = r.workspace_id and k.id = r.company_id where ${text}${found})
     select k.id from k where ${place} order by k.created_at desc, k.id desc limit ${limit}`,
    params as never[],
  );
  return rows.map(({ id }) => id);
}
