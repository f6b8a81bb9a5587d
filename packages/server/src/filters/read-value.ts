import type { Level } from '@halo/wire/merge-traits.ts';
import { dayStart, instantOf } from './zone.ts';

/**
 * What a stored value can be compared as: `t` its texts (trimmed, lower-case), `n` those that read as numbers, `d`
 * those that read as instants (epoch milliseconds), `l` the trust of the value. A key that is not set has no facts; an
 * object has facts without readings: set, but equal to nothing.
 */
export interface ValueFacts {
  t?: string[];
  n?: number[];
  d?: number[];
  l?: Level;
}

export type Facts = Record<string, ValueFacts>;

/** A day or an instant: everything at or after `start` and before `end` is the same moment. Epoch milliseconds. */
export interface Moment {
  start: number;
  end: number;
  wholeDay: boolean;
}

const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * The facts of a record: what `contact_facts` and `company_facts` hold. Keys come named as conditions name them:
 * columns by their own name (`email`, `user_id`; a company's own id is `id`), custom fields as `custom:<key>`. Keys
 * without a level are claimed. Days without a zone are read in `zone`.
 */
export function buildFacts(record: {
  values: Record<string, unknown>;
  levels: Record<string, Level>;
  zone: string;
}): Facts {
  const entries: [string, ValueFacts][] = [];
  for (const [key, value] of Object.entries(record.values)) {
    const facts = readValue(value, record.zone);
    if (!facts) continue;
    const level = Object.hasOwn(record.levels, key) ? record.levels[key] : 0;
    if (level) facts.l = level;
    entries.push([storable(key), facts]);
  }
  // fromEntries defines keys, so that a trait called `__proto__` stays a trait.
  return Object.fromEntries(entries);
}

/** The facts of values whose trust does not matter. */
export function readFacts(values: Record<string, unknown>, zone: string): Facts {
  return buildFacts({ values, levels: {}, zone });
}

/** The facts of one value, or null if it counts as not set: absent, null, blank, an empty list. */
export function readValue(value: unknown, zone: string): ValueFacts | null {
  if (!Array.isArray(value)) {
    return typeof value === 'object' && value !== null ? {} : readScalar(value, zone);
  }
  const facts = gather(value, zone);
  if (facts) return facts;
  return value.some((item) => typeof item === 'object' && item !== null) ? {} : null;
}

function readScalar(value: unknown, zone: string): ValueFacts | null {
  const text = readText(value);
  if (!text) return null;
  const facts: ValueFacts = { t: [text] };
  const number = readNumber(value);
  // One zero, whatever its sign.
  if (number !== null) facts.n = [number || 0];
  const moment = readMoment(value, zone);
  if (moment) facts.d = [moment.start];
  return facts;
}

/** A scalar as text that compares: trimmed, in lower case, in one Unicode form. Null for what is not a scalar. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value === 0 ? 0 : value) : null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  return storable(value).normalize('NFC').toLowerCase().trim();
}

/** A number, or text that is plainly one: at most 15 digits and 10 decimals, no exponent. Else null. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return NUMBER.test(text) ? Number(text) : null;
}

/** The instants of the years 0001 to 9999 in UTC, epoch milliseconds; no moment lies outside. */
export const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');
export const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Strict ISO 8601 text as a moment: a day is the whole day of `zone`, a time without zone is a time of `zone`. Finer
 * than a millisecond is cut off. Null for anything else, days the calendar lacks and years outside 0001–9999.
 */
export function readMoment(value: unknown, zone: string): Moment | null {
  const moment = momentIn(value, zone);
  return moment && moment.start >= EARLIEST && moment.start <= LATEST ? moment : null;
}

function momentIn(value: unknown, zone: string): Moment | null {
  if (typeof value !== 'string') return null;
  const read = ISO_8601.exec(value.trim());
  if (!read) return null;
  const [year, month, day, hour, minute, second] = read.slice(1, 7).map((part) => Number(part ?? 0)) as Six;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null;
  if (read[4] === undefined) {
    return {
      start: dayStart({ year, month, day }, zone),
      end: dayStart({ year, month, day: day + 1 }, zone),
      wholeDay: true,
    };
  }
  if (hour > 23 || minute > 59 || second > 59) return null;
  const ms = Number((read[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = { year, month, day, hour, minute, second, ms };
  const offset = read[8] === undefined ? null : readOffset(read[8]);
  if (Number.isNaN(offset)) return null;
  const start = offset === null ? instantOf(wall, zone) : instantOf(wall, 'UTC') - offset;
  return { start, end: start + 1, wholeDay: false };
}

type Six = [number, number, number, number, number, number];

function gather(values: readonly unknown[], zone: string): ValueFacts | null {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  const instants = new Set<number>();
  for (const value of values) {
    const text = readText(value);
    if (!text) continue;
    texts.add(text);
    const number = readNumber(value);
    if (number !== null) numbers.add(number);
    const moment = readMoment(value, zone);
    if (moment) instants.add(moment.start);
  }
  if (texts.size === 0) return null;
  return {
    t: [...texts],
    ...(numbers.size > 0 && { n: [...numbers] }),
    ...(instants.size > 0 && { d: [...instants] }),
  };
}

/** Text as jsonb takes it: NUL and lone surrogates, which would break a whole batch, become U+FFFD (identity T10). */
export function storable(text: string): string {
  if (text.isWellFormed() && !text.includes('\u0000')) return text;
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Milliseconds east of UTC; NaN when no clock on earth could mean it. */
function readOffset(text: string): number {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || 0);
  if (hours > 18 || minutes > 59) return Number.NaN;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
