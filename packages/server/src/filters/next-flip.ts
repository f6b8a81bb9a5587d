import type { Bind } from './condition-sql.ts';
import type { Condition, Filter } from './filter.ts';
import { leavesOf } from './filter.ts';
import { splitOperator } from './operator.ts';
import type { Clock, MomentRange } from './relative-time.ts';
import { readRequirement } from './requirement.ts';

const RELATIVE = ['within_last', 'more_than_ago', 'within_next'];
const DAY_MS = 86_400_000;
/** Calendars shift an instant by less than this against the plain length of the same span. */
const SLACK_MS = 40 * DAY_MS;

/** The conditions of a filter whose verdict changes by the clock alone. */
export function relativeLeaves(filter: Filter): Condition[] {
  return leavesOf(filter).filter(({ field, op, value }) => {
    const { positive } = splitOperator(op);
    if (field.type === 'days') return positive !== 'is_set';
    if (field.type === 'event') return (value as { within_days?: unknown }).within_days != null;
    return RELATIVE.includes(positive);
  });
}

/**
 * The instants of the row `f` that such a condition looks at, as a jsonb list of epoch milliseconds: a few more than
 * the condition would count, never one less.
 */
export function instantsSql({ field, op, value }: Condition, bind: Bind): string {
  const { source } = field;
  if (source.in === 'events') {
    const { at_least: atLeast = 1 } = value as { at_least?: number };
    const newest = `select e.at from events e where e.workspace_id = f.workspace_id and e.contact_id = f.contact_id
      and e.type = ${bind(source.event)}::text order by e.at desc limit ${bind(atLeast)}::int`;
    return listSql(`select (extract(epoch from n.at) * 1000) as i from (${newest}) n`);
  }
  if (source.in === 'record' && field.of === 'contact') {
    return listSql(`select (extract(epoch from c.${source.column}) * 1000) as i from contacts c
      where c.workspace_id = f.workspace_id and c.id = f.contact_id and c.${source.column} is not null`);
  }
  if (source.in === 'record') {
    return listSql(`select (extract(epoch from k.${source.column}) * 1000) as i from memberships m
      join companies k on k.workspace_id = m.workspace_id and k.id = m.company_id
      where m.workspace_id = f.workspace_id and m.contact_id = f.contact_id and k.${source.column} is not null`);
  }
  if (source.in !== 'facts' && source.in !== 'facts column') throw new Error(`${op} does not go by the clock here`);
  const instants = (row: string) =>
    source.in === 'facts'
      ? `select d::text::double precision as i from jsonb_array_elements(coalesce(${row}.facts #> array[${bind(source.key)}::text, 'd'], '[]')) d`
      : `select (extract(epoch from ${row}.${source.column}) * 1000) as i where ${row}.${source.column} is not null`;
  if (field.of === 'contact') return listSql(instants('f'));
  return listSql(`select x.i from memberships m
    join company_facts r on r.workspace_id = m.workspace_id and r.company_id = m.company_id
    cross join lateral (${instants('r')}) x
    where m.workspace_id = f.workspace_id and m.contact_id = f.contact_id`);
}

function listSql(select: string): string {
  return `(select coalesce(jsonb_agg(l.i), '[]') from (${select}) l)`;
}

/**
 * When the verdict of a relative condition next changes for one of these instants by the clock alone, epoch
 * milliseconds; null for never. It asks the very requirement that the condition is judged by.
 */
export function nextFlip(condition: Condition, instants: readonly number[], clock: Clock): number | null {
  const { field, value } = condition;
  const rangesAt = (now: number): MomentRange[] => {
    const required = readRequirement(field, condition.op, value, { ...clock, now: new Date(now) });
    if ('misfit' in required) return [];
    if (required.kind === 'events') return required.from === null ? [] : [{ from: required.from }];
    return required.kind === 'moments' ? required.ranges : [];
  };
  const now = clock.now.getTime();
  const edges = rangesAt(now).flatMap((range, index) =>
    (['from', 'to'] as const).flatMap((end) => (range[end] === undefined ? [] : [{ index, end, at: range[end] }])),
  );
  let soonest: number | null = null;
  for (const instant of instants) {
    for (const { index, end, at } of edges) {
      // The edge moves with the clock; it has passed this instant, or will when the clock has gone so much further.
      if (at > instant) continue;
      const crossed = (time: number) => (rangesAt(time)[index]?.[end] ?? Number.NEGATIVE_INFINITY) > instant;
      const when = firstTime(crossed, now, now + (instant - at) + 1);
      if (when !== null && (soonest === null || when < soonest)) soonest = when;
    }
  }
  return soonest;
}

/** The first millisecond after `now` at which something that stays true becomes true, looked for around a guess. */
function firstTime(isTrue: (time: number) => boolean, now: number, guess: number): number | null {
  if (isTrue(guess) && !isTrue(guess - 1)) return guess;
  let low = Math.max(now, guess - SLACK_MS);
  let high = guess + SLACK_MS;
  if (!isTrue(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}
