import { MANAGED_TRAITS } from '@halo/wire/managed-traits.ts';
import type { Ignored } from '@halo/wire/sdk/values.ts';
import { readMoment } from '../filters/read-value.ts';
import { Refusal } from '../refusal.ts';

/** What a recognised column holds, which is also what its values are checked as (identity T6, T7). */
export type ColumnKind = 'text' | 'time' | 'flag' | 'amount' | readonly string[];

export type Scope = 'user' | 'company';

const RENEWAL_STATUS = [
  'up_for_renewal',
  'in_progress',
  'likely_to_renew',
  'expansion_opportunity',
  'set_to_cancel',
  'set_to_cancel_trial',
  'at_risk',
  'renewed',
  'lost',
] as const;
const TERMS = ['monthly', 'quarterly', 'annual', 'bi_annual'] as const;

const BUSINESS = {
  signed_up_at: 'time',
  renewal_date: 'time',
  renewal_status: RENEWAL_STATUS,
  contract_term: TERMS,
  payment_terms: TERMS,
  on_contract: 'flag',
  mrr: 'amount',
  arr: 'amount',
} as const satisfies Record<string, ColumnKind>;

/** The traits that live in columns of their own; every other key is a custom field. */
export const COLUMNS: Record<Scope, Record<string, ColumnKind>> = {
  user: { name: 'text', email: 'text', ...BUSINESS },
  company: { name: 'text', domain: 'text', industry: 'text', plan: 'text', employee_count: 'amount', ...BUSINESS },
};

const MANAGED: Record<Scope, readonly string[]> = MANAGED_TRAITS;

export function isColumn(scope: Scope, key: string): boolean {
  return Object.hasOwn(COLUMNS[scope], key);
}

export function isManaged(scope: Scope, key: string): boolean {
  return MANAGED[scope].includes(key);
}

/** Refuses `reserved_traits`, naming every system-managed key in any of the objects (identity T8). */
export function refuseReserved(
  scope: Scope,
  docsUrl: string,
  ...objects: (Record<string, unknown> | null | undefined)[]
): void {
  const sent = objects.flatMap((object) => (object ? Object.keys(object) : []));
  const reserved = MANAGED[scope].filter((key) => sent.includes(key));
  if (reserved.length === 0) return;
  const hint = reserved.includes('created_at') ? ' To say when somebody signed up, send "signed_up_at".' : '';
  throw new Refusal(
    'reserved_traits',
    `Halo manages ${reserved.map((key) => `"${key}"`).join(', ')} itself; nothing was stored.${hint}`,
    { reserved_keys: reserved, docs_url: docsUrl },
  );
}

/**
 * The traits of one write as they are stored: columns checked and brought to one form, bad ones named in `ignored`,
 * custom fields as sent. `null` and `undefined` pass, for they clear and keep.
 */
export function readTraits(
  scope: Scope,
  values: Record<string, unknown>,
  zone: string,
): { values: Record<string, unknown>; ignored: Ignored[] } {
  const ignored: Ignored[] = [];
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(values)) {
    const kind = isColumn(scope, key) ? COLUMNS[scope][key]! : null;
    // JSON cannot write down what is beyond every number; it would come back as nothing.
    if (typeof value === 'number' && !Number.isFinite(value)) {
      ignored.push({ key, reason: 'invalid_value', detail: expectation('amount') });
      continue;
    }
    if (!kind || value === null || value === undefined) {
      entries.push([key, value]);
      continue;
    }
    const read = readColumn(kind, value, zone);
    if (read === undefined) ignored.push({ key, reason: 'invalid_value', detail: expectation(kind) });
    else entries.push([key, read]);
  }
  return { values: Object.fromEntries(entries), ignored };
}

function readColumn(kind: ColumnKind, value: unknown, zone: string): string | number | boolean | undefined {
  if (kind === 'text') return typeof value === 'string' ? value : undefined;
  if (kind === 'flag') return typeof value === 'boolean' ? value : undefined;
  if (kind === 'amount') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (kind === 'time') {
    const moment = readMoment(value, zone);
    return moment ? storedTime(moment.start) : undefined;
  }
  return typeof value === 'string' && kind.includes(value) ? value : undefined;
}

function expectation(kind: ColumnKind): string {
  if (kind === 'text') return 'expected text';
  if (kind === 'flag') return 'expected true or false';
  if (kind === 'amount') return 'expected a finite number';
  if (kind === 'time') return 'expected an ISO 8601 date';
  return `expected one of ${kind.join(', ')}`;
}

/** An instant in the one form that the database answers and the wire shows: microseconds and `+00:00`. */
export function storedTime(time: Date | number): string {
  return `${new Date(time).toISOString().slice(0, -1)}000+00:00`;
}

/** What the value reads as, for the page of discovered attributes. */
export function attributeType(value: unknown): 'text' | 'number' | 'boolean' | 'date' | 'list' | 'object' {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' && readMoment(value, 'UTC') ? 'date' : 'text';
}
