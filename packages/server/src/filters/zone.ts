/** A wall-clock reading without a zone. Month and day count from 1 and may overflow, as in `Date.UTC`. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

const DAY_MS = 86_400_000;
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows this IANA zone or fixed offset. */
export function isZone(zone: string): boolean {
  try {
    offsetFormat(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant (epoch milliseconds) at which the clocks of `zone` show this wall time. Of two such instants the
 * earlier; inside a daylight-saving gap the clock's reading is moved forward by the gap, so midnight of a day that
 * begins at 01:00 is the day's first instant.
 */
export function instantOf(wall: WallTime, zone: string): number {
  const asUtc = wallMs(wall);
  if (zone === 'UTC') return asUtc;
  const before = offsetAt(asUtc - DAY_MS, zone);
  const after = offsetAt(asUtc + DAY_MS, zone);
  const candidates = [asUtc - before, asUtc - after].sort((a, b) => a - b);
  return candidates.find((instant) => instant + offsetAt(instant, zone) === asUtc) ?? asUtc - before;
}

/** What the clocks of `zone` show at an instant given in epoch milliseconds. */
export function wallTimeAt(instant: number, zone: string): WallTime {
  const shifted = new Date(instant + offsetAt(instant, zone));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    ms: shifted.getUTCMilliseconds(),
  };
}

/** The first instant of a calendar day of `zone`; the day may overflow its month. */
export function dayStart(date: { year: number; month: number; day: number }, zone: string): number {
  return instantOf({ ...date, hour: 0, minute: 0, second: 0, ms: 0 }, zone);
}

/** The calendar day of `zone` an instant falls on, as `YYYY-MM-DD`. */
export function isoDay(instant: number, zone: string): string {
  const { year, month, day } = wallTimeAt(instant, zone);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * An instant moved by calendar days and months of `zone`, keeping the time of day across daylight-saving changes.
 * A day its month does not have becomes that month's last: 31 March less one month is 28 or 29 February.
 */
export function moveByCalendar(instant: number, move: { days?: number; months?: number }, zone: string): number {
  const wall = wallTimeAt(instant, zone);
  const month = wall.month + (move.months ?? 0);
  const lastOfMonth = new Date(wallMs({ ...wall, month: month + 1, day: 0 })).getUTCDate();
  const day = Math.min(wall.day, lastOfMonth) + (move.days ?? 0);
  return instantOf({ ...wall, month, day }, zone);
}

function wallMs(wall: WallTime): number {
  const date = new Date(0);
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, wall.ms);
  return date.getTime();
}

function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const text = offsetFormat(zone).format(instant);
  const read = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!read?.[1]) return 0;
  const seconds = Number(read[2]) * 3600 + Number(read[3]) * 60 + Number(read[4] ?? 0);
  return (read[1] === '-' ? -seconds : seconds) * 1000;
}

function offsetFormat(zone: string): Intl.DateTimeFormat {
  const known = offsetFormats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  offsetFormats.set(zone, made);
  return made;
}
