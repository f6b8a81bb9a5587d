import { LIMITS } from '@halo/wire/limits.ts';
import type { Field, FieldType } from './field.ts';
import { type Operator, splitOperator } from './operator.ts';
import { EARLIEST, LATEST, readMoment, readNumber, readText } from './read-value.ts';
import { type Clock, daysAgo, type MomentRange, momentsAround } from './relative-time.ts';
import { dayStart, wallTimeAt } from './zone.ts';

export interface NumberRange {
  min?: { at: number; open: boolean };
  max?: { at: number; open: boolean };
}

/** What a value must be to pass, before any negation. Without any text or range nothing passes. */
export type Requirement =
  | { kind: 'set' }
  | { kind: 'texts'; texts: string[] }
  | { kind: 'part'; part: 'contains' | 'starts_with' | 'ends_with'; text: string }
  | { kind: 'numbers'; ranges: NumberRange[] }
  | { kind: 'moments'; ranges: MomentRange[] }
  | { kind: 'events'; atLeast: number; from: number | null }
  | { kind: 'segments' };

/** A value that does not fit its operator; `at` is the place inside the value, such as `[2]`. */
export interface Misfit {
  misfit: string;
  at?: string;
}

const PART_CHARACTERS = 1_000;
const MOST_DAYS = 3_650;
const MOST_EVENTS = 1_000;

/** Which operators make sense for a field; `any` fields hold whatever the customer's app sent, so all of them do. */
const FITTING: Record<Exclude<FieldType, 'any'>, readonly Operator[]> = {
  word: ['is', 'in', 'is_set'],
  event: ['did'],
  segment: ['is', 'in'],
  consent: ['is', 'in', 'is_set'],
  number: ['is', 'in', 'gt', 'gte', 'lt', 'lte', 'between', 'is_set'],
  days: ['is', 'in', 'gt', 'gte', 'lt', 'lte', 'between', 'is_set'],
  date: [
    'is',
    'in',
    'between',
    'before',
    'after',
    'on',
    'on_or_before',
    'on_or_after',
    'within_last',
    'more_than_ago',
    'within_next',
    'is_set',
  ],
};

/** Reads the bound side of a condition with the same readers as stored values: what they require, or why they do not. */
export function readRequirement(field: Field, op: Operator, value: unknown, clock: Clock): Requirement | Misfit {
  const { positive } = splitOperator(op);
  if (field.type !== 'any' && !FITTING[field.type].includes(positive)) {
    return { misfit: `"${op}" does not fit ${field.name}, which holds ${nounOf(field.type)}` };
  }
  if (field.type === 'event') return readEvents(value, clock);
  if (field.type === 'segment') return readSegments(positive, value);
  if (positive === 'is_set') return { kind: 'set' };
  if (positive === 'in') return readList(field, value, clock);
  if (positive === 'is') return readEqual(field, value, clock);
  if (positive === 'contains' || positive === 'starts_with' || positive === 'ends_with') {
    return readPart(positive, value);
  }
  if (positive === 'gt' || positive === 'gte' || positive === 'lt' || positive === 'lte') {
    const at = readNumber(value);
    if (at === null) return { misfit: `"${op}" compares with a number` };
    const bound = { at, open: positive === 'gt' || positive === 'lt' };
    return numbers(field, [positive.startsWith('g') ? { min: bound } : { max: bound }], clock);
  }
  if (positive === 'between') return readBetween(field, value, clock);
  return readTime(positive, value, clock);
}

/** `within_days` counts days of 24 hours back from now; without it, ever. */
function readEvents(value: unknown, clock: Clock): Requirement | Misfit {
  const { within_days: days, at_least: atLeast = 1 } = (value ?? {}) as Record<string, unknown>;
  if (!isWhole(atLeast, MOST_EVENTS)) return { misfit: `"at_least" is a whole number from 1 to ${MOST_EVENTS}` };
  if (days === undefined || days === null) return { kind: 'events', atLeast, from: null };
  if (!isWhole(days, MOST_DAYS)) return { misfit: `"within_days" is a whole number from 1 to ${MOST_DAYS}` };
  return { kind: 'events', atLeast, from: daysAgo(clock.now, days) };
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

/** The ids themselves are looked up where the filter is parsed. */
function readSegments(op: Operator, value: unknown): Requirement | Misfit {
  const ids = op === 'in' ? value : [value];
  if (!Array.isArray(ids)) return { misfit: 'this operator compares with a list' };
  if (ids.length > LIMITS.filterListItems) return { misfit: `a list holds at most ${LIMITS.filterListItems} values` };
  const odd = ids.findIndex((id) => typeof id !== 'string');
  return odd === -1 ? { kind: 'segments' } : { misfit: 'a segment is named by its id', at: `[${odd}]` };
}

function readList(field: Field, value: unknown, clock: Clock): Requirement | Misfit {
  if (!Array.isArray(value)) return { misfit: 'this operator compares with a list' };
  if (value.length > LIMITS.filterListItems) return { misfit: `a list holds at most ${LIMITS.filterListItems} values` };
  const merged = emptyRequirement(field);
  for (const [index, item] of value.entries()) {
    const equal = readEqual(field, item, clock);
    if ('misfit' in equal) return { misfit: equal.misfit, at: `[${index}]` };
    if (equal.kind === 'texts' && merged.kind === 'texts') merged.texts.push(...equal.texts);
    if (equal.kind === 'numbers' && merged.kind === 'numbers') merged.ranges.push(...equal.ranges);
    if (equal.kind === 'moments' && merged.kind === 'moments') merged.ranges.push(...equal.ranges);
  }
  return merged;
}

function emptyRequirement({ type }: Field): Requirement {
  if (type === 'number') return { kind: 'numbers', ranges: [] };
  return type === 'date' || type === 'days' ? { kind: 'moments', ranges: [] } : { kind: 'texts', texts: [] };
}

/** `is` compares the text form, except where a column has a type of its own. */
function readEqual(field: Field, value: unknown, clock: Clock): Requirement | Misfit {
  if (field.type === 'date') {
    const moment = readMoment(value, clock.zone);
    if (!moment) return { misfit: `${field.name} compares with an ISO 8601 date` };
    return { kind: 'moments', ranges: [{ from: moment.start, to: moment.end }] };
  }
  if (field.type === 'number' || field.type === 'days') {
    const at = readNumber(value);
    if (at === null) return { misfit: `${field.name} compares with a number` };
    return numbers(field, [{ min: { at, open: false }, max: { at, open: false } }], clock);
  }
  const text = readText(value);
  if (field.type === 'consent' && !['subscribed', 'unsubscribed'].includes(text ?? '')) {
    return { misfit: 'a consent is "subscribed" or "unsubscribed"' };
  }
  if (text === null) return { misfit: 'this operator compares with text, a number, true or false' };
  return { kind: 'texts', texts: text === '' ? [] : [text] };
}

function readPart(part: 'contains' | 'starts_with' | 'ends_with', value: unknown): Requirement | Misfit {
  const text = readText(value);
  if (!text) return { misfit: 'this operator compares with text that is not blank' };
  if (text.length > PART_CHARACTERS) return { misfit: `this operator takes at most ${PART_CHARACTERS} characters` };
  return { kind: 'part', part, text };
}

function readBetween(field: Field, value: unknown, clock: Clock): Requirement | Misfit {
  if (!Array.isArray(value) || value.length !== 2) return { misfit: '"between" compares with a list of two values' };
  const [low, high] = value.map(readNumber) as [number | null, number | null];
  if (field.type !== 'date' && low !== null && high !== null) {
    return numbers(field, [{ min: { at: low, open: false }, max: { at: high, open: false } }], clock);
  }
  const [first, last] = value.map((item) => readMoment(item, clock.zone));
  if (field.type !== 'any' && field.type !== 'date') return { misfit: `${field.name} compares with numbers` };
  if (!first || !last) return { misfit: '"between" compares with two numbers or two ISO 8601 dates' };
  return { kind: 'moments', ranges: [{ from: first.start, to: last.end }] };
}

function readTime(op: Operator, value: unknown, clock: Clock): Requirement | Misfit {
  if (op === 'within_last' || op === 'more_than_ago' || op === 'within_next') {
    const range = momentsAround(op, value, clock);
    if (!range) return { misfit: `"${op}" compares with { amount, unit }, a whole amount of minutes up to months` };
    return { kind: 'moments', ranges: [range] };
  }
  const moment = readMoment(value, clock.zone);
  if (!moment) return { misfit: `"${op}" compares with an ISO 8601 date` };
  if (op === 'before') return { kind: 'moments', ranges: [{ to: moment.start }] };
  if (op === 'after') return { kind: 'moments', ranges: [{ from: moment.end }] };
  if (op === 'on_or_before') return { kind: 'moments', ranges: [{ to: moment.end }] };
  if (op === 'on_or_after') return { kind: 'moments', ranges: [{ from: moment.start }] };
  const day = wallTimeAt(moment.start, clock.zone);
  const next = { ...day, day: day.day + 1 };
  return { kind: 'moments', ranges: [{ from: dayStart(day, clock.zone), to: dayStart(next, clock.zone) }] };
}

/** Ranges of numbers; of `days` the same ranges of the instant they are counted from. */
function numbers(field: Field, ranges: NumberRange[], clock: Clock): Requirement {
  if (field.type !== 'days') return { kind: 'numbers', ranges };
  return {
    kind: 'moments',
    ranges: ranges.map(({ min, max }) => {
      const fewest = min && (min.open ? Math.floor(min.at) + 1 : Math.ceil(min.at));
      const most = max && (max.open ? Math.ceil(max.at) - 1 : Math.floor(max.at));
      return {
        // At least n whole days: the instant lies n days back or more. At most n: less than n + 1 days.
        ...(most !== undefined && { from: within(daysAgo(clock.now, most + 1) + 1) }),
        ...(fewest !== undefined && { to: within(daysAgo(clock.now, fewest) + 1) }),
      };
    }),
  };
}

/** Bounds beyond any stored instant are drawn to its edge, where they compare the same. */
function within(instant: number): number {
  return Math.min(Math.max(instant, EARLIEST), LATEST + 1);
}

function nounOf(type: FieldType): string {
  if (type === 'event') return 'events';
  if (type === 'segment') return 'segments';
  if (type === 'consent') return 'a consent';
  if (type === 'date') return 'a date';
  return type === 'word' ? 'a word' : 'a number';
}
