import { EARLIEST, LATEST } from './read-value.ts';
import { moveByCalendar } from './zone.ts';

/** When and where the relative and zoneless parts of a condition are read. */
export interface Clock {
  now: Date;
  zone: string;
}

/** Instants at or after `from` and before `to`, epoch milliseconds; an absent end is open. */
export interface MomentRange {
  from?: number;
  to?: number;
}

const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months'] as const;
type Unit = (typeof UNITS)[number];

const MOST = 100_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The instants a relative condition speaks of. Minutes and hours are lengths of time; days, weeks and months go by the
 * calendar of the workspace, so that a week across a daylight-saving change still ends at the same time of day. Null
 * unless the value is `{ amount, unit }` with a whole amount from 1 to 100,000.
 */
export function momentsAround(
  op: 'within_last' | 'more_than_ago' | 'within_next',
  value: unknown,
  clock: Clock,
): MomentRange | null {
  const span = readSpan(value);
  if (!span) return null;
  const now = clock.now.getTime();
  if (op === 'within_next') return { from: now, to: moved(now, span.amount, span.unit, clock.zone) + 1 };
  const then = moved(now, -span.amount, span.unit, clock.zone);
  return op === 'within_last' ? { from: then, to: now + 1 } : { to: then };
}

/** The instant exactly so many days of 24 hours back. */
export function daysAgo(now: Date, days: number): number {
  return now.getTime() - days * DAY_MS;
}

/** Whole days of 24 hours between an instant and now; negative before it. */
export function daysSince(now: Date, instant: number): number {
  return Math.floor((now.getTime() - instant) / DAY_MS);
}

function readSpan(value: unknown): { amount: number; unit: Unit } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { amount, unit } = value as Record<string, unknown>;
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > MOST) return null;
  const known = UNITS.find((name) => name === unit);
  return known ? { amount, unit: known } : null;
}

function moved(now: number, amount: number, unit: Unit, zone: string): number {
  return Math.min(Math.max(movedFreely(now, amount, unit, zone), EARLIEST), LATEST);
}

function movedFreely(now: number, amount: number, unit: Unit, zone: string): number {
  if (unit === 'minutes') return now + amount * MINUTE_MS;
  if (unit === 'hours') return now + amount * 60 * MINUTE_MS;
  if (unit === 'months') return moveByCalendar(now, { months: amount }, zone);
  return moveByCalendar(now, { days: unit === 'weeks' ? amount * 7 : amount }, zone);
}
