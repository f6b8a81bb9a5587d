import type { ListRow } from '@halo/wire/dashboard/consents.ts';
import type { Attribute } from '@halo/wire/dashboard/settings.ts';
import { attributeLabel, humanKey } from '../../ui/readable-value.ts';

/** What the values of a field are, and with that which operators and inputs fit it. */
export type FieldKind =
  | 'text'
  | 'number'
  | 'date'
  | 'days'
  | 'boolean'
  | 'mixed'
  | 'choice'
  | 'event'
  | 'segment'
  | 'custom'
  | 'object';

export interface FilterField {
  name: string;
  label: string;
  kind: FieldKind;
  group: string;
  choices?: { value: string; label: string }[];
  /** A trait, whose trust can be asked for. */
  hasTrust: boolean;
}

export type InputKind =
  | 'none'
  | 'text'
  | 'number'
  | 'date'
  | 'list'
  | 'range'
  | 'span'
  | 'boolean'
  | 'choice'
  | 'event'
  | 'custom'
  | 'segments';

const SET = ['is_set', 'is_not_set'];
const TEXT_OPS = ['is', 'is_not', 'in', 'not_in', 'contains', 'not_contains', 'starts_with', 'ends_with'];
const NUMBER_OPS = ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between'];
const DATE_OPS = [
  'on_or_after',
  'on_or_before',
  'after',
  'before',
  'on',
  'between',
  'within_last',
  'more_than_ago',
  'within_next',
];

const OPS: Record<FieldKind, string[]> = {
  text: [...TEXT_OPS, ...SET],
  number: [...NUMBER_OPS, 'in', 'not_in', ...SET],
  date: [...DATE_OPS, ...SET],
  days: [...NUMBER_OPS, ...SET],
  boolean: ['is', 'is_not', ...SET],
  mixed: [...TEXT_OPS, 'gt', 'gte', 'lt', 'lte', ...DATE_OPS, ...SET],
  choice: ['is', 'is_not', ...SET],
  event: ['did', 'did_not'],
  segment: ['in', 'not_in'],
  custom: [...TEXT_OPS, ...SET],
  object: SET,
};

const OP_WORDS: Record<string, string> = {
  is: 'is',
  is_not: 'is not',
  in: 'is one of',
  not_in: 'is none of',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  ends_with: 'ends with',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  between: 'is between',
  before: 'is before',
  after: 'is after',
  on: 'is on',
  on_or_before: 'is on or before',
  on_or_after: 'is on or after',
  within_last: 'was within the last',
  more_than_ago: 'was more than … ago',
  within_next: 'is within the next',
  is_set: 'is set',
  is_not_set: 'is not set',
  did: 'happened',
  did_not: 'did not happen',
};

/** "is at least", or the operator itself when it is new to us. */
export function opWords(op: string): string {
  return OP_WORDS[op] ?? op.replaceAll('_', ' ');
}

export function operatorsOf(kind: FieldKind): string[] {
  return OPS[kind];
}

/** The input that an operator wants for a field. */
export function inputOf(kind: FieldKind, op: string): InputKind {
  if (kind === 'custom') return 'custom';
  if (SET.includes(op)) return 'none';
  if (kind === 'event') return 'event';
  if (kind === 'segment') return 'segments';
  if (op === 'in' || op === 'not_in') return 'list';
  if (op === 'between') return 'range';
  if (['within_last', 'more_than_ago', 'within_next'].includes(op)) return 'span';
  if (['before', 'after', 'on', 'on_or_before', 'on_or_after'].includes(op)) return 'date';
  if (kind === 'choice') return 'choice';
  if (kind === 'boolean') return 'boolean';
  return ['gt', 'gte', 'lt', 'lte'].includes(op) || kind === 'number' || kind === 'days' ? 'number' : 'text';
}

/** What a new condition on a field begins with. */
export function firstValue(kind: FieldKind, op: string): unknown {
  const input = inputOf(kind, op);
  if (input === 'span') return { amount: 30, unit: 'days' };
  if (input === 'boolean') return true;
  if (input === 'segments' || input === 'list') return [];
  return undefined;
}

const COLUMNS: [name: string, kind: FieldKind][] = [
  ['name', 'text'],
  ['email', 'text'],
  ['signed_up_at', 'date'],
  ['plan', 'text'],
  ['role', 'text'],
  ['renewal_status', 'text'],
  ['renewal_date', 'date'],
  ['contract_term', 'text'],
  ['payment_terms', 'text'],
  ['on_contract', 'boolean'],
  ['mrr', 'number'],
  ['arr', 'number'],
];
const COMPANY_COLUMNS: [name: string, kind: FieldKind][] = [
  ['name', 'text'],
  ['domain', 'text'],
  ['industry', 'text'],
  ['plan', 'text'],
  ['employee_count', 'number'],
  ...COLUMNS.filter(([name]) => !['name', 'email', 'plan', 'role'].includes(name)),
];

const CONSENTS = [
  { value: 'subscribed', label: 'Subscribed' },
  { value: 'unsubscribed', label: 'Unsubscribed' },
];

/** Every field there is to ask for: what Halo knows itself, what was discovered, events and segments. */
export function fieldsOf(
  user: readonly Attribute[],
  company: readonly Attribute[],
  lists: readonly Pick<ListRow, 'key' | 'name'>[] = [],
): FilterField[] {
  const halo = (name: string, label: string, kind: FieldKind, choices?: FilterField['choices']): FilterField => ({
    ...{ name, label, kind, group: 'Contact', hasTrust: false },
    ...(choices && { choices }),
  });
  return [
    ...traits('Traits', '', COLUMNS, user),
    { ...halo('customer_for', 'Days since sign-up', 'days'), hasTrust: true },
    halo('user_id', 'User id', 'text'),
    halo('first_seen', 'First seen', 'date'),
    halo('last_seen', 'Last seen', 'date'),
    halo('created_at', 'Added to Halo', 'date'),
    halo('last_contacted_at', 'Last contacted', 'date'),
    halo('kind', 'Kind', 'choice', [
      { value: 'user', label: 'User' },
      { value: 'lead', label: 'Lead' },
    ]),
    halo('proof', 'Trust', 'choice', [
      { value: 'verified', label: 'Verified' },
      { value: 'claimed', label: 'Claimed' },
    ]),
    { ...halo('event:', 'Event', 'event'), group: 'Activity' },
    { ...halo('segment', 'Segment', 'segment'), group: 'Activity' },
    ...lists.map(({ key, name }) => ({ ...halo(`consent:${key}`, name, 'choice', CONSENTS), group: 'Subscriptions' })),
    { name: 'company.id', label: 'Company id', kind: 'text', group: 'Company', hasTrust: true },
    { name: 'company.created_at', label: 'Company added to Halo', kind: 'date', group: 'Company', hasTrust: false },
    ...traits('Company', 'company.', COMPANY_COLUMNS, company, 'Company '),
  ];
}

/** Every field of companies themselves. */
export function companyFieldsOf(company: readonly Attribute[]): FilterField[] {
  return [
    ...traits('Company', 'company.', COMPANY_COLUMNS, company),
    { name: 'company.id', label: 'Company id', kind: 'text', group: 'Company', hasTrust: true },
    { name: 'company.created_at', label: 'Added to Halo', kind: 'date', group: 'Company', hasTrust: false },
  ];
}

/** The field a new condition begins with. */
export function firstField(fields: readonly FilterField[]): string {
  return ['plan', 'company.plan'].find((first) => fields.some(({ name }) => name === first)) ?? 'plan';
}

function traits(
  group: string,
  prefix: string,
  columns: [string, FieldKind][],
  attributes: readonly Attribute[],
  before = '',
): FilterField[] {
  const known = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const named = new Set(columns.map(([name]) => name));
  const say = (key: string) => `${before}${lower(attributeLabel(key, known.get(key)?.label ?? null), before)}`;
  return [
    ...columns.map(([key, kind]) => ({ name: `${prefix}${key}`, label: say(key), kind, group, hasTrust: true })),
    ...attributes.flatMap(({ key, types }) =>
      named.has(key)
        ? []
        : [{ name: `${prefix}custom:${key}`, label: say(key), kind: kindOf(types), group, hasTrust: true }],
    ),
  ];
}

function lower(label: string, before: string): string {
  return before && !/^[A-Z]{2}/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** What discovered types are compared as; a list compares by its elements. */
function kindOf(types: readonly string[]): FieldKind {
  const read = [...new Set(types.map((type) => (type === 'list' ? 'mixed' : type)))];
  const [only] = read;
  if (read.length !== 1) return 'mixed';
  return only === 'text' || only === 'number' || only === 'date' || only === 'boolean' || only === 'object'
    ? only
    : 'mixed';
}

/** The field a condition names; one nobody knows is shown by its name and takes anything. */
export function fieldOf(fields: readonly FilterField[], name: string): FilterField {
  const key = /^(?:event:|ticket\.custom:)/.exec(name)?.[0] ?? name;
  const aliased = key === 'custom:plan' || key === 'custom:role' ? key.slice('custom:'.length) : key;
  const found = fields.find((field) => field.name === aliased);
  return (
    found ?? {
      name,
      label: humanKey(name.replace('custom:', '').replace('.', ' ')),
      kind: 'mixed',
      group: 'Other',
      hasTrust: true,
    }
  );
}
