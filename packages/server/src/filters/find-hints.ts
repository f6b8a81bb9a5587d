import type { TransactionStatements } from '../db/transaction.ts';
import type { Bind } from './condition-sql.ts';
import { type Field, traitKey } from './field.ts';
import { type Condition, conditionsOf, type Filter, harmlessVerdicts } from './filter.ts';
import { binding, conditionSql, type FilterScope, hasValueSql, scopeSql, treeSql } from './filter-to-sql.ts';
import type { FunnelStep } from './funnel.ts';
import { type AudienceHint, type FieldFindings, hintOfPending, hintsOf } from './hint.ts';
import { splitOperator } from './operator.ts';

/** Conditions that are looked into: where a filter comes to nobody, and others that nobody passes. */
const LOOKED_INTO = 3;
const VALUES = 5;
const VISITOR_DAYS = 30;

/** Why a filter that finds nobody does so, and what to do about it. Reads the same snapshot as the funnel. */
export async function findHints(
  sql: TransactionStatements,
  filter: Filter,
  scope: FilterScope,
  funnel: readonly FunnelStep[],
): Promise<AudienceHint[]> {
  const day = (at: Date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: scope.zone }).format(at);
  const people = await pendingPeople(sql, scope);
  const hints: AudienceHint[] = [];
  if (people.total > 0) {
    const dropped = funnel.findIndex(({ left }) => left === 0);
    const culprits = [
      dropped,
      ...funnel.flatMap(({ pass }, index) => (pass === 0 && index !== dropped ? [index] : [])),
    ];
    const conditions = conditionsOf(filter);
    for (const index of culprits.filter((at) => at >= 0).slice(0, LOOKED_INTO)) {
      const found = await findingsOf(sql, filter, conditions, index, scope, { step: funnel[index]!, people });
      hints.push(...hintsOf(found, funnel[index]!.path, day));
    }
  }
  return [...hints, hintOfPending(people, day)];
}

async function pendingPeople(sql: TransactionStatements, scope: FilterScope) {
  const { bind, params } = binding();
  const within = scopeSql(scope, bind);
  const workspace = `${bind(scope.workspaceId)}::text::uuid`;
  const [row] = await sql.unsafe<{ total: number; since: string | null; visitors: number }[]>(
    `select (select count(*)::int from contact_facts f where ${within}) as total,
       (select min(c.created_at) from contacts c where c.workspace_id = ${workspace} and c.merged_into is null) as since,
       (select count(*)::int from sessions s where s.workspace_id = ${workspace}
          and s.contact_id is null and s.created_at >= ${bind(daysBefore(scope.now, VISITOR_DAYS))}::text::timestamptz) as visitors`,
    params as never[],
  );
  const who = { users: 'users', leads: 'leads', all: 'contacts' }[scope.contactType];
  return { total: row!.total, visitors: row!.visitors, since: row!.since === null ? null : new Date(row!.since), who };
}

async function findingsOf(
  sql: TransactionStatements,
  filter: Filter,
  conditions: Condition[],
  index: number,
  scope: FilterScope,
  { step, people }: { step: FunnelStep; people: { total: number } },
): Promise<FieldFindings> {
  const condition = conditions[index]!;
  const { field } = condition;
  const harmless = harmlessVerdicts(filter);
  const { bind, params } = binding();
  const has = hasValueSql(condition, scope, bind);
  const beforeSql = (to: Bind) =>
    treeSql(filter, (one) =>
      conditions.indexOf(one) < index ? conditionSql(one, scope, to) : String(harmless.get(one)),
    );
  const before = beforeSql(bind);
  const lenient: FilterScope = { ...scope, identityMode: 'off' };
  const unproven = conditionSql({ ...condition, trust: 'claimed' }, lenient, bind);
  const [row] = await sql.unsafe<Record<'unseen' | 'left' | 'with_value' | 'unproven', number>[]>(
    `select count(*) filter (where not has and not seen)::int as unseen,
       count(*) filter (where before)::int as "left", count(*) filter (where before and has)::int as with_value,
       count(*) filter (where unproven)::int as unproven
     from (select ${has} as has, ${before} as before, ${unproven} as unproven,
             (select c.last_seen is not null from contacts c
              where c.workspace_id = f.workspace_id and c.id = f.contact_id) as seen
           from contact_facts f where ${scopeSql(scope, bind)} offset 0) judged`,
    params as never[],
  );
  const { negated } = splitOperator(condition.op);
  const asksForTrust = !negated && (condition.trust !== 'claimed' || scope.identityMode !== 'off');
  return {
    ...{ field, total: people.total, missing: step.missing, pass: step.pass },
    ...{ missingUnseen: row!.unseen, left: row!.left, leftWithValue: row!.with_value },
    passUnproven: asksForTrust ? row!.unproven : null,
    known: await knownOf(sql, field, scope),
    elsewhere: await elsewhereOf(sql, field, scope),
    values: negated ? [] : await frequentValues(sql, field, scope, row!.left > 0 ? beforeSql : null),
  };
}

async function knownOf(sql: TransactionStatements, field: Field, scope: FilterScope): Promise<FieldFindings['known']> {
  const key = traitKey(field);
  if (key === null) return null;
  const [row] = await sql<{ types: string[]; held_by: number; last_seen: string | null }[]>`
    select a.types, a.last_seen, greatest(0, a.held_by + coalesce((
        select sum(t.delta) from attribute_tallies t
        where t.workspace_id = a.workspace_id and t.scope = a.scope and t.key = a.key), 0))::double precision as held_by
    from discovered_attributes a
    where a.workspace_id = ${scope.workspaceId} and a.scope = ${scopeOf(field)} and a.key = ${key}`;
  if (!row) return null;
  return { types: row.types, heldBy: row.held_by, lastSeen: row.last_seen === null ? null : new Date(row.last_seen) };
}

/** Keys of people and of companies that read alike, as the field that would ask for them. */
async function elsewhereOf(sql: TransactionStatements, field: Field, scope: FilterScope): Promise<string | null> {
  const key = traitKey(field);
  if (key === null) return null;
  const own = scopeOf(field);
  const [row] = await sql<{ scope: string; key: string }[]>`
    select scope, key from discovered_attributes
    where workspace_id = ${scope.workspaceId} and scope in ('user', 'company') and last_seen is not null
      and regexp_replace(lower(key), '[^a-z0-9]', '', 'g') = ${key.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}
      and regexp_replace(lower(key), '[^a-z0-9]', '', 'g') <> ''
      and not (scope = ${own} and key = ${key})
    order by scope = ${own} desc, last_seen desc limit 1`;
  if (!row) return null;
  return row.scope === 'company' ? `company.custom:${row.key}` : `custom:${row.key}`;
}

async function frequentValues(
  sql: TransactionStatements,
  { source, of, type }: Field,
  scope: FilterScope,
  among: ((bind: Bind) => string) | null,
): Promise<FieldFindings['values']> {
  if (source.in !== 'facts' || type !== 'any') return [];
  const { bind, params } = binding();
  const facts =
    of === 'contact'
      ? `select f.facts from contact_facts f where ${scopeSql(scope, bind)} and ${among?.(bind) ?? 'true'}`
      : `select r.facts from company_facts r where r.workspace_id = ${bind(scope.workspaceId)}::text::uuid`;
  return sql.unsafe<{ text: string; count: number }[]>(
    `select v.text, count(*)::int as count from (${facts}) o
     cross join lateral jsonb_array_elements_text(coalesce(o.facts #> array[${bind(source.key)}::text, 't'], '[]')) v(text)
     group by v.text order by count(*) desc, v.text limit ${VALUES}`,
    params as never[],
  );
}

function scopeOf(field: Field): string {
  return field.of === 'company' ? 'company' : 'user';
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}
