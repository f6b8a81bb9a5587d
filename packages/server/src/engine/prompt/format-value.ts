import { readMoment } from '../../filters/read-value.ts';
import { isoDay } from '../../filters/zone.ts';
import { cleanLine, cut } from './clean-line.ts';

/** The most characters of JSON shown for what lies deeper than two levels. */
const JSON_CHARACTERS = 300;
const LEVELS = 2;

/** Whether a value says nothing: absent, null, blank, or a list or object without anything in it. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return false;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value as the prompt shows it, on one clean line of at most `most` characters: booleans as yes and no, lists
 * comma-joined, objects as `key: value; …` two levels deep and as cut JSON below.
 */
export function formatValue(value: unknown, most?: number): string {
  return cleanLine(plainText(value, 0), most);
}

/** A key as a person would write it: underscores to spaces, first letter upper, the rest as it is. */
export function humaniseKey(key: string): string {
  const words = cleanLine(key.replaceAll('_', ' '));
  const [first = ''] = words;
  return first.toUpperCase() + words.slice(first.length);
}

/** The day of an instant in the workspace's zone as an ISO date; what is no instant is shown as it was sent. */
export function formatDate(value: unknown, zone: string): string {
  const moment = readMoment(value, zone);
  return moment ? isoDay(moment.start, zone) : formatValue(value);
}

/** The day of sign-up and how long ago it was: `2024-01-15 (customer for 2 years, 4 months)`. */
export function formatTenure(value: unknown, now: Date, zone: string): string {
  const moment = readMoment(value, zone);
  const shown = formatDate(value, zone);
  if (!moment || moment.start > now.getTime()) return shown;
  return `${shown} (customer ${tenure(shown, isoDay(now.getTime(), zone))})`;
}

function plainText(value: unknown, level: number): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  if (level >= LEVELS) return cut(JSON.stringify(value), JSON_CHARACTERS);
  if (Array.isArray(value)) {
    return value
      .filter((item) => !isEmpty(item))
      .map((item) => plainText(item, level + 1))
      .join(', ');
  }
  return Object.entries(value)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => `${key}: ${plainText(item, level + 1)}`)
    .join('; ');
}

function tenure(from: string, to: string): string {
  const [fromYear, fromMonth, fromDay] = from.split('-').map(Number) as [number, number, number];
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number];
  const months = (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0);
  if (months >= 12) {
    const rest = months % 12;
    return `for ${counted(Math.floor(months / 12), 'year')}${rest ? `, ${counted(rest, 'month')}` : ''}`;
  }
  if (months >= 1) return `for ${counted(months, 'month')}`;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return days === 0 ? 'since today' : `for ${counted(days, 'day')}`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
