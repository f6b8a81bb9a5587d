import type { Bind } from './condition-sql.ts';
import { type Condition, conditionsOf, type Filter, harmlessVerdicts } from './filter.ts';
import { conditionSql, type FilterScope, hasValueSql, treeSql } from './filter-to-sql.ts';

/** How a filter about tickets is asked: of the workspace's, with no contact type. */
export type TicketScope = Omit<FilterScope, 'contactType' | 'contactIds'>;

/**
 * The condition on a row `t` of `tickets` with the row `f` of `contact_facts` of its contact, either of which may be
 * missing (a left join): always true or false. A condition lets nothing through whose row is missing, whether its
 * operator or a `not` around it turns it: nobody can say of a visitor what they are, nor what they are not. So among
 * tickets with a contact a negative is the exact complement of its positive, and a visitor's ticket passes by its own
 * conditions alone.
 */
export function ticketFilterSql(filter: Filter, scope: TicketScope, bind: Bind): string {
  const harmless = harmlessVerdicts(filter);
  return treeSql(filter, (leaf) => leafSql(leaf, harmless.get(leaf) === true, scope, bind));
}

/** One condition where `harmless` is the verdict that lets more through: what is missing never gives it. */
function leafSql(leaf: Condition, harmless: boolean, scope: TicketScope, bind: Bind): string {
  const condition = conditionSql(leaf, lookedUp(scope), bind);
  // False where it would let something through, true under a `not`, which turns it.
  return harmless ? `(${rowOf(leaf)} is not null and ${condition})` : `(${rowOf(leaf)} is null or ${condition})`;
}

function rowOf({ field }: Condition): string {
  return field.of === 'ticket' ? 't.id' : 'f.contact_id';
}

/** A few rows at a time: what each contact did is looked up, not counted for everybody. */
function lookedUp(scope: TicketScope): FilterScope {
  return { ...scope, contactType: 'all', contactIds: [] };
}

/**
 * The columns that count a filter down over rows `t` and `f`, as the funnel of contacts does: who passes each condition
 * alone (`pass0`), who lacks its value (`missing0`), who is left after it and those before (`left0`).
 */
export function ticketFunnelSql(filter: Filter, scope: TicketScope, bind: Bind): { judged: string; counts: string } {
  const conditions = conditionsOf(filter);
  const harmless = harmlessVerdicts(filter);
  const judged = conditions.flatMap((leaf, index) => [
    `${leafSql(leaf, true, scope, bind)} as pass${index}`,
    `${leafSql(leaf, harmless.get(leaf) === true, scope, bind)} as verdict${index}`,
    `(${rowOf(leaf)} is not null and ${hasValueSql(leaf, lookedUp(scope), bind)}) as has${index}`,
  ]);
  const counts = conditions.flatMap((_, index) => {
    const left = treeSql(filter, (leaf) => {
      const at = conditions.indexOf(leaf);
      return at <= index ? `verdict${at}` : String(harmless.get(leaf));
    });
    return [
      `count(*) filter (where pass${index})::int as pass${index}`,
      `count(*) filter (where not has${index})::int as missing${index}`,
      `count(*) filter (where ${left})::int as left${index}`,
    ];
  });
  return { judged: judged.join(', '), counts: counts.join(', ') };
}
