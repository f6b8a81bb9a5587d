import type { Bind } from './condition-sql.ts';
import { type Filter, harmlessVerdicts } from './filter.ts';
import { conditionSql, type FilterScope, treeSql } from './filter-to-sql.ts';

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
  // A few rows at a time: what each contact did is looked up, not counted for everybody.
  const of = { ...scope, contactType: 'all', contactIds: [] } as const;
  return treeSql(filter, (leaf) => {
    const known = leaf.field.of === 'ticket' ? 't.id' : 'f.contact_id';
    const condition = conditionSql(leaf, of, bind);
    // False where it would let something through, true under a `not`, which turns it.
    return harmless.get(leaf) ? `(${known} is not null and ${condition})` : `(${known} is null or ${condition})`;
  });
}
