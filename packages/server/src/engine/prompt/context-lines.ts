import { cleanLine, cut } from './clean-line.ts';
import { formatValue, humaniseKey, isEmpty, isObject } from './format-value.ts';

/** The most characters one value inside a context entry may take. */
const VALUE_CHARACTERS = 2_000;
const PRIMARY_KEYS = ['label', 'name', 'title'];

type Row = Record<string, unknown>;

/** How the value of a context entry reads, by the entry's type. Other types read as `custom`. */
const LINES: Record<string, (value: unknown) => string[]> = {
  list: (value) => (Array.isArray(value) ? each(value, listLine) : customLines(value)),
  integration: integrationLines,
  error: errorLines,
  status: pairLines,
  config: pairLines,
  feature: (value) => byKey(value, (label, item) => `- ${label}: ${featureText(item)}`),
  metric: metricLines,
  relationship: (value) => byKey(value, (label, item) => `- ${label} -> ${text(item)}`),
  custom: customLines,
};

/** The lines of a context entry's value, clean and without its header; none when it says nothing. */
export function contextLines(type: string | null, value: unknown): string[] {
  const lines = type !== null && Object.hasOwn(LINES, type) ? LINES[type]! : customLines;
  return lines(value);
}

function text(value: unknown): string {
  return formatValue(value, VALUE_CHARACTERS);
}

function each(items: readonly unknown[], line: (item: unknown) => string): string[] {
  return items.filter((item) => !isEmpty(item)).map(line);
}

/** One line per key of an object; lists become bullets and a lone value one bullet. */
function byKey(value: unknown, line: (label: string, item: unknown) => string): string[] {
  if (!isObject(value)) return each(Array.isArray(value) ? value : [value], (item) => `- ${text(item)}`);
  return Object.entries(value)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => line(humaniseKey(key), item));
}

function pairLines(value: unknown): string[] {
  return byKey(value, (label, item) => `- ${label}: ${text(item)}`);
}

function customLines(value: unknown): string[] {
  if (Array.isArray(value) || isObject(value)) return pairLines(value);
  const line = isEmpty(value) ? '' : text(value);
  return line ? [bareLine(line)] : [];
}

/** A line that is nothing but a value must not pass for a header, a bullet or somebody speaking. */
function bareLine(value: string): string {
  const plain = /^[\p{L}\p{N}\p{Sc}/.+-]/u.test(value) && !/^(?:- |[\w ]{1,20}:(?![/\d]))/.test(value);
  return plain ? value : `"${value}"`;
}

function primaryOf(item: Row): string | undefined {
  return PRIMARY_KEYS.find((key) => !isEmpty(item[key]) && typeof item[key] !== 'object');
}

function listLine(item: unknown): string {
  if (!isObject(item)) return `- ${text(item)}`;
  const primary = primaryOf(item);
  const status = isEmpty(item.status) ? '' : ` -- ${text(item.status)}`;
  const rest = pairs(item, [primary, 'status']);
  if (primary === undefined) return `- ${rest}${status}`;
  return `- "${text(item[primary])}"${rest && ` (${rest})`}${status}`;
}

function integrationLines(value: unknown): string[] {
  if (!Array.isArray(value)) return byKey(value, integrationLine);
  return each(value, (item) => {
    const primary = isObject(item) ? primaryOf(item) : undefined;
    if (!isObject(item) || primary === undefined) return `- ${text(item)}`;
    const { [primary]: name, ...service } = item;
    return integrationLine(text(name), service);
  });
}

function integrationLine(label: string, service: unknown): string {
  if (typeof service === 'boolean') return `- ${label}: ${service ? 'connected' : 'not connected'}`;
  if (!isObject(service)) return `- ${label}: ${text(service)}`;
  const { connected, status, error } = service;
  const failed = !isEmpty(error) && error !== false;
  const broken = failed || (typeof status === 'string' && status.trim().toLowerCase() === 'error');
  const parts = [
    typeof connected === 'boolean' ? (connected ? 'connected' : 'not connected') : '',
    broken ? `ERROR${failed && error !== true ? ` -- ${text(error)}` : ''}` : '',
    !broken && connected !== false && !isEmpty(status) ? text(status) : '',
  ];
  const rest = pairs(service, ['connected', 'status', 'error']);
  return `- ${label}: ${parts.filter(Boolean).join(', ')}${rest && ` (${rest})`}`;
}

function errorLines(value: unknown): string[] {
  if (Array.isArray(value))
    return each(value, (item) => (isObject(item) ? errorLine('', item) : `- ERROR ${text(item)}`));
  if (!isObject(value)) return isEmpty(value) || value === false ? [] : [`- ERROR ${text(value)}`];
  if (['area', 'message', 'error'].some((key) => typeof value[key] === 'string')) return [errorLine('', value)];
  return Object.entries(value)
    .filter(([, item]) => !isEmpty(item) && item !== false)
    .map(([key, item]) => {
      if (isObject(item)) return errorLine(humaniseKey(key), item);
      return `- ERROR ${humaniseKey(key)}${item === true ? '' : `: ${text(item)}`}`;
    });
}

function errorLine(keyed: string, item: Row): string {
  const areaKey = keyed ? undefined : ['area', ...PRIMARY_KEYS].find((key) => !isEmpty(item[key]));
  const messageKey = ['message', 'error'].find((key) => !isEmpty(item[key]));
  const area = areaKey ? text(item[areaKey]) : keyed;
  const message = messageKey ? text(item[messageKey]) : '';
  const rest = pairs(item, [areaKey, messageKey]);
  return `- ERROR ${[area, message].filter(Boolean).join(': ')}${rest && ` (${rest})`}`;
}

function featureText(item: unknown): string {
  return typeof item === 'boolean' ? (item ? 'enabled' : 'disabled') : text(item);
}

/** `x_used` beside `x_limit`, and `used` beside `limit`, read as `used of limit` where the first of them stood. */
function metricLines(value: unknown): string[] {
  if (!isObject(value)) return pairLines(value);
  const shown = new Set<string>();
  return Object.keys(value).flatMap((key) => {
    const pair = usageAround(key, value);
    if (shown.has(pair?.name ?? key) || (!pair && isEmpty(value[key]))) return [];
    shown.add(pair?.name ?? key);
    if (!pair) return `- ${humaniseKey(key)}: ${metricText(value[key])}`;
    const label = pair.name === 'used' ? '' : `${humaniseKey(pair.name)}: `;
    return `- ${label}${text(pair.used)} of ${text(pair.limit)}`;
  });
}

function usageAround(key: string, metrics: Row): { name: string; used: unknown; limit: unknown } | null {
  const prefix = /^(.+_|)(?:used|limit)$/.exec(key)?.[1];
  if (prefix === undefined) return null;
  const [used, limit] = [metrics[`${prefix}used`], metrics[`${prefix}limit`]];
  if (isEmpty(used) || isEmpty(limit)) return null;
  return { name: prefix.slice(0, -1) || 'used', used, limit };
}

function metricText(item: unknown): string {
  if (!isObject(item) || isEmpty(item.used) || isEmpty(item.limit)) return text(item);
  const rest = pairs(item, ['used', 'limit']);
  return `${text(item.used)} of ${text(item.limit)}${rest && ` (${rest})`}`;
}

/** What is left of an object in the order sent: `key: value, …`. */
function pairs(item: Row, without: readonly (string | undefined)[]): string {
  const shown = Object.entries(item)
    .filter(([key, value]) => !without.includes(key) && !isEmpty(value))
    .map(([key, value]) => `${cleanLine(key)}: ${text(value)}`)
    .join(', ');
  return cut(shown, VALUE_CHARACTERS);
}
