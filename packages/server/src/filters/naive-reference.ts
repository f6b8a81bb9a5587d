// biome-ignore-all lint/suspicious/noExplicitAny: filters come as they were sent from outside

/**
 * What the language of filters means, as plainly as it can be said: the reference that the compiler is tested against.
 * It shares no code with the server, reads everything in UTC, and exists for tests only.
 */
export interface NaiveRecord {
  [field: string]: unknown;
}

/** How well proven the values of a record are, by field: 0 claimed, 1 self, 2 verified; a list for a company field. */
export type NaiveLevels = Record<string, number | number[]>;

export interface NaiveScope {
  now: number;
  levels: NaiveLevels;
  /** Where trust matters, what was only claimed of companies counts for nobody. */
  trustMatters: boolean;
  /** The saved filters by id, written out. */
  segments?: Record<string, any>;
}

/** `record` answers a field's value; a company field answers the list of values over the person's companies. */
export function naiveMatch(filter: any, record: NaiveRecord, scope: NaiveScope): boolean {
  if (filter.all) return filter.all.every((child: unknown) => naiveMatch(child, record, scope));
  if (filter.any) return filter.any.some((child: unknown) => naiveMatch(child, record, scope));
  if (filter.not) return !naiveMatch(filter.not, record, scope);
  if (Object.keys(filter).length === 0) return true;
  const { field, op, value, trust } = filter;
  if (op === 'did_not') return !naiveMatch({ ...filter, op: 'did' }, record, scope);
  if (op === 'did') return didOften(filter, record, scope);
  const positive = (
    { is_not: 'is', not_in: 'in', not_contains: 'contains', is_not_set: 'is_set' } as Record<string, string>
  )[op];
  if (positive) return !naiveMatch({ field, op: positive, value, trust }, record, scope);
  if (field === 'segment') return inSegment(value, record, scope);
  if (field.startsWith('consent:')) return consents(field.slice('consent:'.length), op, value, record.said as any);
  const stored = record[field];
  const ofCompanies = field.startsWith('company.');
  const candidates = ofCompanies ? (stored as unknown[]) : [stored];
  const levels = [scope.levels[field] ?? 0].flat();
  const least = Math.max(
    ['claimed', 'self', 'verified'].indexOf(trust ?? 'claimed'),
    ofCompanies && scope.trustMatters ? 1 : 0,
  );
  return candidates.some(
    (candidate, index) => (levels[index] ?? 0) >= least && passes(typeOf(field), candidate, op, value, scope.now),
  );
}

/** `record.events` holds what somebody did: type, when and whether the call was proven. */
function didOften(filter: any, record: NaiveRecord, { now, trustMatters }: NaiveScope): boolean {
  const { field, value, within_days: days = value?.within_days, at_least: least = value?.at_least } = filter;
  const told = (record.events as any[]).filter(
    (one) =>
      `event:${one.type}` === field &&
      (days === undefined || Date.parse(one.at) >= now - days * 86_400_000) &&
      (!trustMatters || one.trust === 'verified'),
  );
  return told.length >= (least ?? 1);
}

/** A segment stands for its filter among the contacts of its type. */
function inSegment(value: any, record: NaiveRecord, scope: NaiveScope): boolean {
  return [value].flat().some((id) => {
    const { type, filter } = scope.segments![id];
    return (type === 'all' || type === `${record.kind}s`) && naiveMatch(filter, record, scope);
  });
}

/** Lists are `in`, where who was never asked is not subscribed, and `out`, where they are; others are nobody's. */
function consents(list: string, op: string, value: string, said: any): boolean {
  if (list !== 'in' && list !== 'out') return false;
  if (op === 'is_set') return said[list] !== null;
  return (said[list] ?? (list === 'out' ? 'subscribed' : 'unsubscribed')) === value;
}

function typeOf(field: string): 'any' | 'number' | 'date' | 'days' {
  if (/(^|\.)(mrr|arr)$/.test(field)) return 'number';
  if (field === 'customer_for') return 'days';
  return /(^|\.)(signed_up_at|renewal_date|created_at|first_seen|last_seen|last_contacted_at)$/.test(field)
    ? 'date'
    : 'any';
}

function passes(type: string, stored: unknown, op: string, value: any, now: number): boolean {
  if (!isSet(stored)) return false;
  if (op === 'is_set') return true;
  if (type === 'days') {
    return compareNumber(Math.floor((now - moment(stored)![0]) / 86_400_000), op, value);
  }
  const elements = Array.isArray(stored) ? stored : [stored];
  return elements.some((element) => {
    if (typeof element === 'object') return false;
    if (type === 'number') return compareNumber(element, op, value);
    const instant = moment(element)?.[0] ?? null;
    if (type === 'date' && (op === 'is' || op === 'in')) {
      return (op === 'in' ? value : [value]).some((item: unknown) => within(instant, ...moment(item)!));
    }
    switch (op) {
      case 'is':
        return text(element) === text(value) && text(value) !== '';
      case 'in':
        return value.some((item: unknown) => text(element) === text(item) && text(item) !== '');
      case 'contains':
        return text(element).includes(text(value));
      case 'starts_with':
        return text(element).startsWith(text(value));
      case 'ends_with':
        return text(element).endsWith(text(value));
      case 'before':
        return instant !== null && instant < moment(value)![0];
      case 'after':
        return instant !== null && instant >= moment(value)![1];
      case 'on':
        return instant !== null && sameDay(instant, moment(value)![0]);
      case 'on_or_before':
        return instant !== null && instant < moment(value)![1];
      case 'on_or_after':
        return instant !== null && instant >= moment(value)![0];
      case 'within_last':
        return instant !== null && instant <= now && instant >= now - span(value);
      case 'more_than_ago':
        return instant !== null && instant < now - span(value);
      case 'within_next':
        return instant !== null && instant >= now && instant <= now + span(value);
      case 'between':
        if (number(value[0]) !== null) return compareNumber(element, op, value);
        return instant !== null && instant >= moment(value[0])![0] && instant < moment(value[1])![1];
      default:
        return compareNumber(element, op, value);
    }
  });
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isSet);
  if (typeof value === 'string') return value.trim() !== '';
  return value !== null && value !== undefined;
}

function compareNumber(element: unknown, op: string, value: any): boolean {
  const found = number(element);
  if (found === null) return false;
  if (op === 'is') return found === number(value);
  if (op === 'in') return value.some((item: unknown) => found === number(item));
  if (op === 'between') return found >= number(value[0])! && found <= number(value[1])!;
  const bound = number(value)!;
  return { gt: found > bound, gte: found >= bound, lt: found < bound, lte: found <= bound }[op]!;
}

function text(value: unknown): string {
  return String(value).trim().toLowerCase();
}

function number(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,10})?$/.test(value.trim())) return null;
  return Number.parseFloat(value);
}

/** First instant of the moment, and the first one after it. */
function moment(value: unknown): [number, number] | null {
  if (typeof value !== 'string') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value.trim())) {
    const start = Date.parse(`${value.trim()}T00:00:00Z`);
    return Number.isNaN(start) || !new Date(start).toISOString().startsWith(value.trim())
      ? null
      : [start, start + 86_400_000];
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const start = Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(start) ? null : [start, start + 1];
}

function within(instant: number | null, start: number, end: number): boolean {
  return instant !== null && instant >= start && instant < end;
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toISOString().slice(0, 10) === new Date(b).toISOString().slice(0, 10);
}

function span({ amount, unit }: { amount: number; unit: string }): number {
  return amount * { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 }[unit]!;
}

/**
 * A ticket and whoever it is from; null is a visitor. A filter is read with every `not` carried down to its conditions:
 * of a visitor nothing can be said, neither what they are nor what they are not.
 */
export function naiveTicketMatch(
  filter: any,
  of: { ticket: NaiveRecord; contact: NaiveRecord | null; isTicketField: (field: string) => boolean },
  scope: NaiveScope,
  turned = false,
): boolean {
  const down = (child: unknown) => naiveTicketMatch(child, of, scope, turned);
  if (filter.not) return naiveTicketMatch(filter.not, of, scope, !turned);
  if (filter.all) return turned ? filter.all.some(down) : filter.all.every(down);
  if (filter.any) return turned ? filter.any.every(down) : filter.any.some(down);
  if (Object.keys(filter).length === 0) return !turned;
  const record = of.isTicketField(filter.field) ? of.ticket : of.contact;
  return record !== null && naiveMatch(filter, record, scope) !== turned;
}
