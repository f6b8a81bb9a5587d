import type { Sql } from '../db/database.ts';
import type { ContactType, Filter } from '../filters/filter.ts';
import { binding, conditionSql, type FilterScope, kindSql, scopeSql, treeSql } from '../filters/filter-to-sql.ts';

/** One question about a contact: is it of this type, and does it pass this filter. */
export interface Question {
  contactType: ContactType;
  filter: Filter;
}

/** Which of several questions a living contact answers with yes, all by one statement of the one compiler. */
export async function answerQuestions(
  sql: Sql,
  scope: Omit<FilterScope, 'contactType' | 'contactIds'>,
  contactId: string,
  questions: readonly Question[],
): Promise<boolean[]> {
  const { bind, params } = binding();
  const one: FilterScope = { ...scope, contactType: 'all', contactIds: [contactId] };
  const within = scopeSql(one, bind);
  const passes = questions.map(
    ({ contactType, filter }) =>
      `(${kindSql(contactType)} and ${treeSql(filter, (leaf) => conditionSql(leaf, one, bind))})`,
  );
  const [row] = await sql.unsafe<{ passes: boolean[] }[]>(
    `select array[${passes.join(', ')}]::boolean[] as passes from contact_facts f where ${within}`,
    params as never[],
  );
  return row?.passes ?? questions.map(() => false);
}
