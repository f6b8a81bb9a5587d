import { EARLIEST, LATEST } from './read-value.ts';
import { meansFew, type ReadyIndexes, readingName } from './reading-index.ts';
import type { MomentRange } from './relative-time.ts';
import type { NumberRange, Requirement } from './requirement.ts';

/** Takes a value out of the text of a statement and answers its placeholder. */
export type Bind = (value: string | number) => string;

/**
 * A requirement on one key of a row's facts, as a boolean that is never null. Keys and values travel inside bound JSON
 * and jsonpath, quoted as JSON strings. A value below `level` counts as not set. What is `indexed` is asked so that its
 * index serves; then the boolean may be null for false.
 */
export function factsCondition(
  row: string,
  key: string,
  required: Requirement,
  { level, indexed = NONE }: { level: number; indexed?: ReadyIndexes | undefined },
  bind: Bind,
): string {
  const condition = indexedCondition(row, key, required, indexed, bind) ?? onFacts(row, key, required, bind);
  if (level === 0 || condition === 'false') return condition;
  return `(${pathExists(row, key, 'l', `@ >= ${level}`, bind)} and ${condition})`;
}

const NONE: ReadyIndexes = new Map();

/**
 * A range over an index of the one reading a value has, beside the condition itself, which alone decides. Several
 * readings are NaN there.
 */
function indexedCondition(
  row: string,
  key: string,
  required: Requirement,
  indexed: ReadyIndexes,
  bind: Bind,
): string | null {
  if (required.kind !== 'numbers' && required.kind !== 'moments') return null;
  const spread = indexed.get(readingName(key, required.kind));
  if (!spread || required.ranges.length !== 1 || !meansFew(spread, required.ranges[0]!)) return null;
  const one = `only_reading(${row}.facts, ${bind(key)}::text, '${required.kind === 'numbers' ? 'n' : 'd'}')`;
  const value = (bound: number) => `${bind(bound)}::double precision`;
  const within =
    required.kind === 'numbers'
      ? numberRange(one, required.ranges[0]!, value)
      : momentRange(one, required.ranges[0]!, value);
  const { max, to } = required.ranges[0] as NumberRange & MomentRange;
  // NaN lies above every number, so that it is within whatever has no upper end.
  const orSeveral = max === undefined && to === undefined ? within : `(${within} or ${one} = 'NaN')`;
  return `(${orSeveral} and ${onFacts(row, key, required, bind)})`;
}

/** A requirement on a typed column, as a boolean that is never null. */
export function typedCondition(column: string, required: Requirement, bind: Bind): string {
  if (required.kind === 'set') return `(${column} is not null)`;
  if (required.kind === 'texts') return `(${column} is not null and ${column} = any(${textsOf(required.texts, bind)}))`;
  if (required.kind !== 'numbers' && required.kind !== 'moments') throw new Error(`${column} is not compared so`);
  if (required.ranges.length > 1) return typedList(column, required, bind);
  const [condition = 'false'] =
    required.kind === 'numbers'
      ? required.ranges.map((range) => numberRange(column, range, (value) => `${bind(value)}::double precision`))
      : required.ranges.map((range) => momentRange(column, range, (value) => instant(bind(value / 1000))));
  return `(${column} is not null and ${condition})`;
}

/** Several ranges come from a list, so both their ends are closed in; they travel as one value, however many. */
function typedList(column: string, required: Requirement & { kind: 'numbers' | 'moments' }, bind: Bind): string {
  const pairs =
    required.kind === 'numbers'
      ? required.ranges.map(({ min, max }) => ({ low: min?.at, high: max?.at }))
      : required.ranges.map(({ from = EARLIEST, to = LATEST }) => ({ low: from / 1000, high: to / 1000 }));
  const within =
    required.kind === 'numbers'
      ? `${column} >= l.low and ${column} <= l.high`
      : `${column} >= ${instant('l.low')} and ${column} < ${instant('l.high')}`;
  const list = `jsonb_to_recordset(${bind(JSON.stringify(pairs))}::text::jsonb) as l(low double precision, high double precision)`;
  return `(${column} is not null and exists (select 1 from ${list} where ${within}))`;
}

/**
 * Whether the contact of the row `f` did something often enough. Asked of few contacts, each looks at their own events;
 * asked of everybody, the events are counted once. Where `proven`, what unproved calls told does not count.
 */
export function eventsCondition(
  event: string,
  { atLeast, from }: Requirement & { kind: 'events' },
  scope: { workspaceId: string; ofFew: boolean; proven: boolean },
  bind: Bind,
): string {
  const told = [
    `e.workspace_id = ${bind(scope.workspaceId)}::text::uuid and e.type = ${bind(event)}::text`,
    ...(from === null ? [] : [`e.at >= ${instant(bind(from / 1000))}`]),
    ...(scope.proven ? [`e.trust = 'verified'`] : []),
  ].join(' and ');
  const own = `select 1 from events e where ${told} and e.contact_id = f.contact_id`;
  if (atLeast === 1) return `exists (${own})`;
  const enough = `${bind(atLeast)}::int`;
  if (scope.ofFew) return `(select count(*) >= ${enough} from (${own} limit ${enough}) newest)`;
  const often = `select e.contact_id from events e where ${told} and e.contact_id is not null`;
  return `f.contact_id in (${often} group by e.contact_id having count(*) >= ${enough})`;
}

/** Whether the contact of the row `f` is subscribed to a list or not; who was never asked is what its kind says. */
export function consentCondition(list: string, required: Requirement, bind: Bind): string {
  const own = 's.workspace_id = l.workspace_id and s.list_id = l.id and s.contact_id = f.contact_id';
  const named = `l.workspace_id = f.workspace_id and l.key = ${bind(list)}::text`;
  if (required.kind !== 'texts') {
    return `exists (select 1 from subscription_lists l join consents s on ${own} where ${named})`;
  }
  const state = `coalesce(s.state, case l.kind when 'opt_out' then 'subscribed' else 'unsubscribed' end)`;
  return `exists (select 1 from subscription_lists l left join consents s on ${own}
    where ${named} and ${state} = any(${textsOf(required.texts, bind)}))`;
}

function onFacts(row: string, key: string, required: Requirement, bind: Bind): string {
  if (required.kind === 'set') return `${row}.facts ? ${bind(key)}::text`;
  if (required.kind === 'texts') {
    const { texts } = required;
    if (texts.length === 0) return 'false';
    // Containment of one text and equality in a path are both answered by the GIN index.
    if (texts.length === 1) return `${row}.facts @> ${bind(JSON.stringify({ [key]: { t: texts } }))}::text::jsonb`;
    return pathExists(row, key, 't[*]', texts.map((text) => `@ == ${quoted(text)}`).join(' || '), bind);
  }
  if (required.kind === 'part') return pathExists(row, key, 't[*]', partPredicate(required), bind);
  if (required.kind === 'events' || required.kind === 'segments') throw new Error(`${required.kind} are not in a row`);
  const predicates =
    required.kind === 'numbers'
      ? required.ranges.map((range) => numberRange('@', range, numberText, '&&'))
      : required.ranges.map((range) => momentRange('@', range, numberText, '&&'));
  if (predicates.length === 0) return 'false';
  return pathExists(row, key, required.kind === 'numbers' ? 'n[*]' : 'd[*]', predicates.join(' || '), bind);
}

function pathExists(row: string, key: string, reading: string, predicate: string, bind: Bind): string {
  return `${row}.facts @? ${bind(`$.${quoted(key)}.${reading} ? (${predicate})`)}::text::jsonpath`;
}

function partPredicate({ part, text }: Requirement & { kind: 'part' }): string {
  if (part === 'starts_with') return `@ starts with ${quoted(text)}`;
  if (part === 'contains') return `@ like_regex ${quoted(text)} flag "q"`;
  return `@ like_regex ${quoted(`${text.replace(/[!-/:-@[-`{-~]/g, '\\$&')}$`)}`;
}

function numberRange(at: string, { min, max }: NumberRange, value: (value: number) => string, and = 'and'): string {
  const parts = [
    min && `${at} ${min.open ? '>' : '>='} ${value(min.at)}`,
    max && `${at} ${max.open ? '<' : '<='} ${value(max.at)}`,
  ];
  return `(${parts.filter(Boolean).join(` ${and} `)})`;
}

function momentRange(at: string, { from, to }: MomentRange, value: (value: number) => string, and = 'and'): string {
  const parts = [from !== undefined && `${at} >= ${value(from)}`, to !== undefined && `${at} < ${value(to)}`];
  return `(${parts.filter(Boolean).join(` ${and} `)})`;
}

function instant(seconds: string): string {
  return `to_timestamp(${seconds}::double precision)`;
}

/** A list of texts, bound as one value. */
export function textsOf(texts: readonly string[], bind: Bind): string {
  return `array(select jsonb_array_elements_text(${bind(JSON.stringify(texts))}::text::jsonb))`;
}

/** JSON's escapes are a part of jsonpath's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function numberText(value: number): string {
  return value < 0 ? `(${String(value)})` : String(value);
}
