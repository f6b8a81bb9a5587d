import type { TransactionStatements } from '../db/transaction.ts';
import { type Explanation, explained, type Found, findingsOf } from './explain-contact.ts';
import { type Condition, conditionsOf, type Filter } from './filter.ts';
import { binding } from './filter-to-sql.ts';
import { type TicketScope, ticketFilterSql } from './ticket-filter.ts';

/** A ticket as conditions see it. */
export interface AskedTicket {
  id: string;
  /** Whom it is from, as far as the question may know; null is a visitor. */
  contactId: string | null;
  /** What stands in it, by the names of the ticket's fields. */
  values: ReadonlyMap<string, unknown>;
}

/** Each condition with the value found and its verdict, for a ticket that is stored. */
export async function explainTicket(
  sql: TransactionStatements,
  filter: Filter,
  scope: TicketScope,
  ticket: AskedTicket,
): Promise<Explanation> {
  const conditions = conditionsOf(filter);
  const { bind, params } = binding();
  const pass = [filter, ...conditions].map((one) => ticketFilterSql(one, scope, bind));
  const [row] = await sql.unsafe<{ passes: boolean[] }[]>(
    `select array[${pass.join(', ')}]::boolean[] as passes from ${ticketRowsSql(scope, [ticket], bind)}`,
    params as never[],
  );
  const { contactId, values } = ticket;
  const ofContact = contactId === null ? null : await findingsOf(sql, conditions, scope, contactId);
  const found = (condition: Condition): Found[] =>
    condition.field.of === 'ticket'
      ? [{ value: values.get(condition.field.name) ?? null, mark: null }]
      : (ofContact?.(condition) ?? []);
  return {
    matches: row?.passes[0] === true,
    conditions: conditions.map((one, index) => explained(one, found(one), row?.passes[index + 1] === true)),
  };
}

/** Tickets as rows `t`, each beside the facts `f` of whom it is from. */
export function ticketRowsSql(
  { workspaceId }: Pick<TicketScope, 'workspaceId'>,
  asked: readonly Pick<AskedTicket, 'id' | 'contactId'>[],
  bind: (value: string) => string,
): string {
  const list = bind(JSON.stringify(asked.map(({ id, contactId }) => ({ id, contact_id: contactId }))));
  return `json_to_recordset(${list}::text::json) as a(id uuid, contact_id uuid)
    join tickets t on t.workspace_id = ${bind(workspaceId)}::text::uuid and t.id = a.id
    left join contact_facts f on f.workspace_id = t.workspace_id and f.contact_id = a.contact_id`;
}
