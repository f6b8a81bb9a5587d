import { LEVELS } from '@halo/wire/merge-traits.ts';
import type { IdentityMode } from '@halo/wire/sdk/values.ts';
import { Refusal } from '../refusal.ts';
import { type Bind, consentCondition, eventsCondition, factsCondition, typedCondition } from './condition-sql.ts';
import type { Field } from './field.ts';
import { type Condition, type ContactType, type Filter, harmlessVerdicts } from './filter.ts';
import { splitOperator } from './operator.ts';
import { LATEST } from './read-value.ts';
import type { ReadyIndexes } from './reading-index.ts';
import type { Clock } from './relative-time.ts';
import { type Requirement, readRequirement } from './requirement.ts';
import { ticketSql } from './ticket-sql.ts';

/** For whom, when and how strictly a filter is asked. */
export interface FilterScope extends Clock {
  workspaceId: string;
  contactType: ContactType;
  /** In `report` and `enforce` claimed companies and what was claimed of them move nobody (safety W4). */
  identityMode: IdentityMode;
  /** Asked of companies themselves, rows `r` of `company_facts`, not of the people who belong to them. */
  of?: 'companies';
  /** Restricts the question to these contacts. */
  contactIds?: readonly string[];
  /** What ready indexes serve (`reading-index.ts`): other SQL, and the same contacts. */
  indexed?: ReadyIndexes;
}

/** A piece of SQL and the values it binds, in the order of its `$1`, `$2`, … */
export interface SqlText {
  text: string;
  params: unknown[];
}

/**
 * The condition on a row `f` of `contact_facts` that holds exactly for the contacts a filter means: always true or
 * false, never null. Every value is bound. Use it as `select … from contact_facts f where <text>`, unprepared.
 */
export function filterToSql(filter: Filter, scope: FilterScope): SqlText {
  const { bind, params } = binding();
  return { text: `${scopeSql(scope, bind)} and ${narrowSql(filter, scope, bind)}`, params };
}

/** The tree, with indexes used where it narrows: what they serve may be null for false, which a "not" would not turn. */
function narrowSql(filter: Filter, scope: FilterScope, bind: Bind): string {
  const narrows = harmlessVerdicts(filter);
  return treeSql(filter, (leaf) => conditionSql(leaf, scope, bind, narrows.get(leaf)));
}

/** Collects bound values after those already bound; equal ones share one parameter. */
export function binding(before: readonly unknown[] = []): { bind: Bind; params: unknown[] } {
  const params = [...before];
  const places = new Map(params.map((value, index) => [value, index + 1]));
  const bind: Bind = (value) => {
    const place = places.get(value) ?? params.push(value);
    places.set(value, place);
    return `$${place}`;
  };
  return { bind, params };
}

/** The rows a filter is asked of, to stand behind `from`. */
export function factsOf({ of }: Pick<FilterScope, 'of'>): string {
  return of === 'companies' ? 'company_facts r' : 'contact_facts f';
}

/** The contacts a filter is asked about at all: living ones of the workspace and the type. */
export function scopeSql(scope: FilterScope, bind: Bind): string {
  if (scope.of === 'companies') return `r.workspace_id = ${bind(scope.workspaceId)}::text::uuid`;
  const parts = [`f.workspace_id = ${bind(scope.workspaceId)}::text::uuid`];
  if (scope.contactType !== 'all') parts.push(kindSql(scope.contactType));
  if (scope.contactIds) {
    // In a subselect of its own the list is read once; as a plain cast it would be read anew for every row filtered by it.
    const ids = bind(`{${scope.contactIds.join(',')}}`);
    parts.push(`f.contact_id = any((select ${ids}::text::uuid[])::uuid[])`);
  }
  return parts.join(' and ');
}

/** The contacts of a type. */
export function kindSql(type: ContactType): string {
  return type === 'all' ? 'true' : `f.kind = '${type === 'users' ? 'user' : 'lead'}'`;
}

/** The tree over its conditions, each written by `leaf`. */
export function treeSql(filter: Filter, leaf: (condition: Condition) => string): string {
  if ('not' in filter) return `not ${treeSql(filter.not, leaf)}`;
  if ('all' in filter) return joined(filter.all, 'and', 'true', leaf);
  if ('any' in filter) return joined(filter.any, 'or', 'false', leaf);
  return leaf(filter);
}

/** One condition on the row `f`: true or false, or null for false where it only `narrows`. A negative operator is `not` its positive one. */
export function conditionSql(condition: Condition, scope: FilterScope, bind: Bind, narrows = false): string {
  const { negated } = splitOperator(condition.op);
  const { indexed, ...plain } = scope;
  const required = readRequirement(condition.field, condition.op, condition.value, scope);
  // Checked in UTC when it was parsed; only the calendar's first and last day can read differently here.
  if ('misfit' in required) throw new Refusal('invalid_filter', required.misfit, { path: `${condition.path}.value` });
  // Few contacts are found by their ids.
  const asked = narrows && !negated && !scope.contactIds ? { ...plain, indexed } : plain;
  return `${negated ? 'not ' : ''}${positiveSql(condition, required, asked, bind)}`;
}

/** Whether the row `f` has a value for the field of a condition at all, of the trust it asks for. */
export function hasValueSql(condition: Condition, scope: FilterScope, bind: Bind): string {
  const { source } = condition.field;
  if (source.in === 'segments') return 'true';
  const any =
    source.in === 'events' ? ({ kind: 'events', atLeast: 1, from: null } as const) : ({ kind: 'set' } as const);
  return positiveSql(condition, any, scope, bind);
}

function positiveSql(condition: Condition, required: Requirement, scope: FilterScope, bind: Bind): string {
  const { field, trust, segments } = condition;
  if (scope.of === 'companies') {
    if (field.of !== 'company') throw new Error(`${field.name} is nothing of a company`);
    return rowSql('r', field, required, { level: LEVELS.indexOf(trust) }, bind);
  }
  if (required.kind === 'events' && field.source.in === 'events') {
    const few = { workspaceId: scope.workspaceId, ofFew: scope.contactIds !== undefined };
    return eventsCondition(field.source.event, required, { ...few, proven: scope.identityMode !== 'off' }, bind);
  }
  if (field.source.in === 'consents') return consentCondition(field.source.list, required, bind);
  if (segments) {
    const each = segments.map((one) => `(${kindSql(one.contactType)} and ${narrowSql(one.filter, scope, bind)})`);
    return each.length === 0 ? 'false' : `(${each.join(' or ')})`;
  }
  if (field.of === 'ticket') return ticketSql(field.source, required, bind);
  if (field.of === 'contact') {
    return contactSql(field, required, { level: LEVELS.indexOf(trust), indexed: scope.indexed }, bind);
  }
  const level = Math.max(LEVELS.indexOf(trust), scope.identityMode === 'off' ? 0 : LEVELS.indexOf('self'));
  return companySql(field, required, level, bind);
}

function contactSql(field: Field, required: Requirement, how: HowAsked, bind: Bind): string {
  const { source } = field;
  if (source.in !== 'record') return rowSql('f', field, required, how, bind);
  const condition = typedCondition(`c.${source.column}`, required, bind);
  const seen = source.column === 'last_seen' ? seenDaySql(required, bind) : '';
  return `exists (select 1 from contacts c where c.workspace_id = f.workspace_id and c.id = f.contact_id${seen} and ${condition})`;
}

/** True if any company of the contact passes; both the membership and the value must be of the trust asked for. */
function companySql(field: Field, required: Requirement, level: number, bind: Bind): string {
  const trusted = level === 0 ? '' : ` and m.trust = any('{${LEVELS.slice(level).join(',')}}')`;
  const mine = `m.workspace_id = f.workspace_id and m.contact_id = f.contact_id${trusted}`;
  const condition = rowSql('r', field, required, { level }, bind);
  return `exists (select 1 from memberships m join company_facts r on r.workspace_id = m.workspace_id and r.company_id = m.company_id where ${mine} and ${condition})`;
}

/** What Halo itself keeps of the company of a row of `company_facts`. */
function companyRecordSql(row: string, column: string, required: Requirement, bind: Bind): string {
  const condition = typedCondition(`k.${column}`, required, bind);
  return `exists (select 1 from companies k where k.workspace_id = ${row}.workspace_id and k.id = ${row}.company_id and ${condition})`;
}

/** Values below `level` do not count; `indexed` is what indexes serve. */
interface HowAsked {
  level: number;
  indexed?: ReadyIndexes | undefined;
}

function rowSql(row: string, { source }: Field, required: Requirement, how: HowAsked, bind: Bind): string {
  if (source.in === 'word') return typedCondition(`${row}.${source.column}`, required, bind);
  if (source.in === 'facts') return factsCondition(row, source.key, required, how, bind);
  if (source.in === 'record') return companyRecordSql(row, source.column, required, bind);
  if (source.in !== 'facts column') throw new Error(`no row holds ${source.in}`);
  const condition = typedCondition(`${row}.${source.column}`, required, bind);
  if (how.level === 0) return condition;
  return `(${factsCondition(row, source.key, { kind: 'set' }, how, bind)} and ${condition})`;
}

/** `last_seen` is not indexed; its day is, and narrows the rows to look at. */
function seenDaySql(required: Requirement, bind: Bind): string {
  const from = required.kind === 'moments' && required.ranges.length === 1 ? required.ranges[0]?.from : undefined;
  if (from === undefined) return '';
  const day = new Date(Math.min(from, LATEST)).toISOString().slice(0, 10);
  return ` and c.seen_day >= ${bind(day)}::text::date`;
}

function joined(
  filters: readonly Filter[],
  word: 'and' | 'or',
  empty: 'true' | 'false',
  leaf: (condition: Condition) => string,
): string {
  if (filters.length === 0) return empty;
  return `(${filters.map((filter) => treeSql(filter, leaf)).join(` ${word} `)})`;
}
