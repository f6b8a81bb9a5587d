import { cleanHeader, cleanLine } from './clean-line.ts';
import { type AttributeScope, attributeKey, type Customer } from './customer.ts';
import { formatDate, formatTenure, formatValue, humaniseKey, isEmpty } from './format-value.ts';

/** One header line and the lines under it, all clean. */
export interface Section {
  title: string;
  lines: string[];
}

/** Columns in the order in which they are shown; custom fields follow by key. */
const ORDER = [
  'name',
  'email',
  'role',
  'plan',
  'signed_up_at',
  'domain',
  'industry',
  'employee_count',
  'renewal_date',
  'renewal_status',
  'contract_term',
  'payment_terms',
  'on_contract',
  'mrr',
  'arr',
];

/** What a section says when nobody has proven whom or what it is about. */
export const UNVERIFIED = '- Trust: unverified';

/** The person's section, or null when nothing is known of them. */
export function profileSection(customer: Customer, values: Record<string, unknown>): Section | null {
  const lines = traitLines(customer, 'user', values);
  if (lines.length === 0) return null;
  return { title: '[User Profile]', lines: withTrust(lines, customer, customer.person?.level) };
}

/** The current company's section, headed by its name or else its id; null when no trait of it is known. */
export function companySection(customer: Customer, values: Record<string, unknown>): Section | null {
  const lines = traitLines(customer, 'company', values);
  if (!customer.company || lines.length === 0) return null;
  const name = (!isEmpty(values.name) && cleanHeader(formatValue(values.name))) || cleanHeader(customer.company.id);
  return { title: `[Company: ${name}]`, lines: withTrust(lines, customer, customer.company.level) };
}

function withTrust(lines: string[], customer: Customer, level: string | undefined): string[] {
  return customer.identityMode !== 'off' && level === 'claimed' ? [...lines, UNVERIFIED] : lines;
}

function traitLines(customer: Customer, scope: AttributeScope, values: Record<string, unknown>): string[] {
  return inOrder(Object.keys(values)).flatMap((key) => {
    const value = traitText(customer, key, values[key]);
    if (value === '') return [];
    const description = cleanLine(customer.attributes.get(attributeKey(scope, key))?.description ?? '');
    return `- ${traitLabel(customer, scope, key)}: ${value}${description && ` (${description})`}`;
  });
}

/** What a trait is called: the name its operator gave it, else the humanised key. */
export function traitLabel(customer: Pick<Customer, 'attributes'>, scope: AttributeScope, key: string): string {
  return cleanLine(customer.attributes.get(attributeKey(scope, key))?.label ?? '') || humaniseKey(key);
}

/** A trait's value as it is shown, on one clean line; empty when it says nothing. */
export function traitText(customer: Pick<Customer, 'now' | 'zone'>, key: string, value: unknown): string {
  if (isEmpty(value)) return '';
  if (key === 'signed_up_at') return formatTenure(value, customer.now, customer.zone);
  if (key === 'renewal_date') return formatDate(value, customer.zone);
  return formatValue(value);
}

function inOrder(keys: string[]): string[] {
  const custom = keys.filter((key) => !ORDER.includes(key)).sort();
  return [...ORDER.filter((key) => keys.includes(key)), ...custom];
}
