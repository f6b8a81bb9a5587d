import type { TransactionStatements } from '../db/transaction.ts';
import { conditionsOf, type Filter, harmlessVerdicts } from './filter.ts';
import {
  binding,
  conditionSql,
  type FilterScope,
  factsOf,
  filterToSql,
  hasValueSql,
  scopeSql,
  treeSql,
} from './filter-to-sql.ts';

/** One condition of a filter: how many pass it alone, lack its value, and are left after it and those before. */
export interface FunnelStep {
  path: string;
  field: string;
  op: string;
  pass: number;
  missing: number;
  left: number;
}

/** How many a filter means. */
export async function countMatching(sql: TransactionStatements, filter: Filter, scope: FilterScope): Promise<number> {
  const { text, params } = filterToSql(filter, scope);
  const [row] = await sql.unsafe(
    `select count(*)::int as count from ${factsOf(scope)} where ${text}`,
    params as never[],
  );
  return row!.count;
}

/**
 * What is left after a condition is what the whole filter would leave if the conditions after it stopped nobody, so a
 * plain list counts down, whatever its groups are, and the last step is the answer.
 */
export async function funnelOf(sql: TransactionStatements, filter: Filter, scope: FilterScope): Promise<FunnelStep[]> {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return [];
  const { bind, params } = binding();
  const within = scopeSql(scope, bind);
  const verdicts = conditions.flatMap((condition, index) => [
    `${conditionSql(condition, scope, bind)} as pass${index}`,
    `${hasValueSql(condition, scope, bind)} as has${index}`,
  ]);
  const harmless = harmlessVerdicts(filter);
  const counts = conditions.flatMap((_, index) => {
    const left = treeSql(filter, (condition) => {
      const at = conditions.indexOf(condition);
      return at <= index ? `pass${at}` : String(harmless.get(condition));
    });
    return [
      `count(*) filter (where pass${index})::int as pass${index}`,
      `count(*) filter (where not has${index})::int as missing${index}`,
      `count(*) filter (where ${left})::int as left${index}`,
    ];
  });
  // `offset 0` keeps the planner from putting the conditions back where they are counted, once for each count.
  const judged = `select ${verdicts.join(', ')} from ${factsOf(scope)} where ${within} offset 0`;
  const [row] = await sql.unsafe(`select ${counts.join(', ')} from (${judged}) judged`, params as never[]);
  return conditions.map(({ path, field, op }, index) => ({
    path,
    field: field.name,
    op,
    pass: row![`pass${index}`],
    missing: row![`missing${index}`],
    left: row![`left${index}`],
  }));
}
