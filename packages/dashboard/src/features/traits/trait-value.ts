import { businessColumns } from '@halo/wire/sdk/business-columns.ts';

/** How a trait's value is typed in by hand. */
export type ValueKind = 'text' | 'number' | 'flag' | 'date' | 'choice' | 'json';

type Scope = 'user' | 'company';

const FIXED: Record<string, ValueKind> = {
  name: 'text',
  email: 'text',
  domain: 'text',
  industry: 'text',
  signed_up_at: 'date',
  renewal_date: 'date',
  renewal_status: 'choice',
  contract_term: 'choice',
  payment_terms: 'choice',
  on_contract: 'flag',
  mrr: 'number',
  arr: 'number',
  employee_count: 'number',
};
const ONLY: Record<string, Scope> = {
  email: 'user',
  domain: 'company',
  industry: 'company',
  employee_count: 'company',
};

/** The kind that a recognised key always has; null for keys that hold whatever is sent. */
export function fixedKind(scope: Scope, key: string): ValueKind | null {
  if (!Object.hasOwn(FIXED, key) || (ONLY[key] ?? scope) !== scope) return null;
  return FIXED[key]!;
}

/** The words that a key chooses from. */
export function choicesOf(key: string): readonly string[] {
  if (key !== 'renewal_status' && key !== 'contract_term' && key !== 'payment_terms') return [];
  return businessColumns[key].unwrap().unwrap().options;
}

/** What a stored value is edited as. */
export function kindOf(value: unknown): ValueKind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'object' && value !== null) return 'json';
  return 'text';
}

/** The value as it stands in its field. */
export function asText(value: unknown, kind: ValueKind): string {
  if (value === null || value === undefined) return '';
  if (kind === 'json') return JSON.stringify(value, null, 2);
  if (kind === 'date' && typeof value === 'string') return value.replace(/[T ]00:00:00(\.0+)?(Z|\+00:00)$/, '');
  return String(value);
}

/** What was typed, as it is sent; or why it cannot be. */
export function readTyped(text: string, kind: ValueKind): { value: unknown } | { fault: string } {
  const typed = text.trim();
  if (typed === '') return { fault: 'Enter a value. To remove the trait, clear it instead.' };
  if (kind === 'number') {
    const number = Number(typed.replaceAll(',', ''));
    return Number.isFinite(number) ? { value: number } : { fault: 'Enter a number, such as 1200 or 99.5.' };
  }
  if (kind === 'flag') return { value: typed === 'true' };
  if (kind === 'date') {
    return /^\d{4}-\d{2}-\d{2}/.test(typed) ? { value: typed } : { fault: 'Enter a date, such as 2026-05-27.' };
  }
  if (kind === 'json') {
    try {
      const value: unknown = JSON.parse(typed);
      if (typeof value === 'object' && value !== null) return { value };
    } catch {
      // Said below.
    }
    return { fault: 'Enter a list or object in JSON, such as ["a", "b"].' };
  }
  return { value: text };
}
