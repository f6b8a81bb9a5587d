import { LEVELS, markOf, type Provenance } from '@halo/wire/merge-traits.ts';
import type { ValueTrust } from '@halo/wire/sdk/values.ts';
import type { TransactionStatements } from '../db/transaction.ts';
import { type Field, traitKey } from './field.ts';
import { type Condition, conditionsOf, type Filter } from './filter.ts';
import { binding, conditionSql, type FilterScope, factsOf, filterToSql, scopeSql } from './filter-to-sql.ts';
import { daysSince } from './relative-time.ts';

/** Why a contact matches a filter or not. */
export interface Explanation {
  matches: boolean;
  conditions: ExplainedCondition[];
}

export interface ExplainedCondition {
  path: string;
  field: string;
  op: string;
  expected: unknown;
  /** The stored value; for company fields that of the contact's company, or a list when there are several. */
  found: unknown;
  /** Where the value came from, when (epoch milliseconds) and how well proven; null for what Halo keeps itself. */
  source: string | null;
  at: number | null;
  trust: ValueTrust | null;
  pass: boolean;
}

type Row = Record<string, unknown>;

/** A value, and where it came from. */
export interface Found {
  value: unknown;
  mark: { source: string; at: number; trust: ValueTrust } | null;
}

const COMPANIES_SHOWN = 20;

/** Each condition with the value found and its verdict; null when there is no such living contact in the workspace. */
export async function explainContact(
  sql: TransactionStatements,
  filter: Filter,
  scope: FilterScope,
  contactId: string,
): Promise<Explanation | null> {
  const conditions = conditionsOf(filter);
  const [verdict] = await judge(sql, filter, conditions, scope, contactId);
  const findings = verdict && (await findingsOf(sql, conditions, scope, contactId));
  if (!verdict || !findings) return null;
  const matches = verdict.matches === true;
  return {
    matches,
    conditions: conditions.map((one, index) => explained(one, findings(one), verdict[`pass${index}`] === true)),
  };
}

/** What a contact, its companies and its deeds hold for conditions; null when there is no such living contact. */
export async function findingsOf(
  sql: TransactionStatements,
  conditions: Condition[],
  scope: Pick<FilterScope, 'workspaceId' | 'now'>,
  contactId: string,
): Promise<((condition: Condition) => Found[]) | null> {
  const [contact] = await sql<Row[]>`
    select c.*, f.kind, f.trust from contacts c
    join contact_facts f on f.workspace_id = c.workspace_id and f.contact_id = c.id
    where c.workspace_id = ${scope.workspaceId} and c.id = ${contactId}`;
  if (!contact) return null;
  const events = await countEvents(sql, conditions, scope, contactId);
  const consents = await saidOfLists(sql, conditions, scope, contactId);
  const companies = await sql<Row[]>`
    select co.*, m.trust as membership_trust, m.method as membership_method, m.since as membership_since
    from memberships m
    join companies co on co.workspace_id = m.workspace_id and co.id = m.company_id
    where m.workspace_id = ${scope.workspaceId} and m.contact_id = ${contactId}
    order by co.id is not distinct from ${contact.current_company_id as string | null}::uuid desc, m.named_at desc
    limit ${COMPANIES_SHOWN}`;
  return ({ field }) =>
    events.get(field.name) ??
    consents.get(field.name) ??
    (field.of === 'contact' ? [findIn(contact, field, scope)] : findInCompanies(companies, field, scope));
}

/** A condition with what was found for it. */
export function explained({ path, field, op, value }: Condition, found: Found[], pass: boolean): ExplainedCondition {
  const mark = found[0]?.mark;
  return {
    ...{ path, field: field.name, op, expected: value ?? null },
    found: found.length > 1 ? found.map((one) => one.value) : (found[0]?.value ?? null),
    ...{ source: mark?.source ?? null, at: mark?.at ?? null, trust: mark?.trust ?? null, pass },
  };
}

/** The verdicts of one contact or company: of the whole as `matches`, of each condition as `pass0`, `pass1`, … */
export function judge(
  sql: TransactionStatements,
  filter: Filter,
  conditions: Condition[],
  scope: FilterScope,
  id: string,
): Promise<Row[]> {
  const whole = filterToSql(filter, scope);
  const { bind, params } = binding(whole.params);
  const verdicts = conditions.map((condition, index) => `${conditionSql(condition, scope, bind)} as pass${index}`);
  const text = `select ${[`${whole.text} as matches`, ...verdicts].join(', ')} from ${factsOf(scope)}
    where ${scopeSql({ ...scope, contactType: 'all' }, bind)}
      and ${scope.of === 'companies' ? 'r.company_id' : 'f.contact_id'} = ${bind(id)}::text::uuid`;
  return sql.unsafe<Row[]>(text, params as never[]);
}

/** How often the contact did what the conditions ask for, ever, and when last. */
async function countEvents(
  sql: TransactionStatements,
  conditions: Condition[],
  { workspaceId }: Pick<FilterScope, 'workspaceId'>,
  contactId: string,
): Promise<Map<string, Found[]>> {
  const asked = conditions.flatMap(({ field }) =>
    field.source.in === 'events' ? [[field.name, field.source.event]] : [],
  );
  if (asked.length === 0) return new Map();
  const types = JSON.stringify(asked.map(([, event]) => event));
  const rows = await sql<{ type: string; count: number; last: string }[]>`
    select type, count(*)::int as count, max(at) as last from events
    where workspace_id = ${workspaceId} and contact_id = ${contactId}
      and type = any(array(select jsonb_array_elements_text(${types}::text::jsonb)))
    group by type`;
  const counts = new Map(rows.map((row) => [row.type, row]));
  return new Map(
    asked.map(([name, event]) => {
      const told = counts.get(event!);
      const mark = told ? { source: 'events', at: Date.parse(told.last), trust: 'claimed' as const } : null;
      return [name!, [{ value: told?.count ?? 0, mark }]];
    }),
  );
}

/** What the contact said about the lists that conditions name. */
async function saidOfLists(
  sql: TransactionStatements,
  conditions: Condition[],
  { workspaceId }: Pick<FilterScope, 'workspaceId'>,
  contactId: string,
): Promise<Map<string, Found[]>> {
  const keys = conditions.flatMap(({ field }) => (field.source.in === 'consents' ? [field.source.list] : []));
  if (keys.length === 0) return new Map();
  const rows = await sql<{ key: string; state: string; source: string; at: string }[]>`
    select l.key, s.state, s.source, s.at from subscription_lists l
    join consents s on s.workspace_id = l.workspace_id and s.list_id = l.id and s.contact_id = ${contactId}
    where l.workspace_id = ${workspaceId} and l.key = any(${`{${keys.join(',')}}`}::text[])`;
  return new Map(
    rows.map(({ key, state, source, at }) => {
      return [`consent:${key}`, [{ value: state, mark: { source, at: Date.parse(at), trust: 'verified' as const } }]];
    }),
  );
}

function findInCompanies(companies: Row[], field: Field, scope: Pick<FilterScope, 'now'>): Found[] {
  return companies.map((company) => {
    if (!isOwnId(field)) return findIn(company, field, scope);
    const trust = company.membership_trust as ValueTrust;
    return {
      value: company.external_id,
      mark: { source: String(company.membership_method), at: Date.parse(String(company.membership_since)), trust },
    };
  });
}

/** What a row of a contact or company holds for a field. */
export function findIn(row: Row, field: Field, scope: Pick<FilterScope, 'now'>): Found {
  const value = valueIn(row, field, scope);
  const key = traitKey(field);
  return { value: value ?? null, mark: key === null || value === undefined ? null : foundMark(row.provenance, key) };
}

function valueIn(row: Row, field: Field, scope: Pick<FilterScope, 'now'>): unknown {
  const { source } = field;
  if (source.in === 'record' || source.in === 'word') return row[source.column] ?? undefined;
  if (source.in !== 'facts' && source.in !== 'facts column') return undefined;
  if (field.type === 'days') {
    return typeof row.signed_up_at === 'string' ? daysSince(scope.now, Date.parse(row.signed_up_at)) : undefined;
  }
  if (!source.key.startsWith('custom:')) return row[isOwnId(field) ? 'external_id' : source.key] ?? undefined;
  const custom = row.custom_fields as Row;
  const key = source.key.slice('custom:'.length);
  return Object.hasOwn(custom, key) ? custom[key] : undefined;
}

/** The id under which the app knows a person or company: kept in a column, and no trait. */
function isOwnId(field: Field): boolean {
  return field.source.in === 'facts' && traitKey(field) === null;
}

function foundMark(provenance: unknown, key: string): Found['mark'] {
  const mark = markOf({ marks: [], keys: {}, gone: {}, ...(provenance as Partial<Provenance>) }, key);
  return mark && { at: mark[0], source: mark[1], trust: LEVELS[mark[2]] };
}
