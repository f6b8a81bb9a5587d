import { readLink } from '@halo/wire/markdown/read-link.ts';
import { dayOf } from './time-words.ts';

const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A customer's own value as a person would read it: "Yes", "1,200", "12 May 2026", "a, b", "plan: pro; seats: 3". */
export function readableValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return value.toLocaleString('en-GB', { maximumFractionDigits: 6 });
  if (typeof value === 'string') return DATE.test(value) ? dayOf(value) : value;
  if (Array.isArray(value))
    return value.map((item) => (isScalar(item) ? readableValue(item) : `(${readableValue(item)})`)).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(
        ([key, inner]) => `${humanKey(key)}: ${isScalar(inner) ? readableValue(inner) : `(${readableValue(inner)})`}`,
      )
      .join('; ');
  }
  return String(value);
}

/** Whether a value fits on one line by its kind. */
export function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** "renewal_status" → "Renewal status". */
export function humanKey(key: string): string {
  const words = key.replaceAll('_', ' ').trim();
  return words ? words[0]!.toUpperCase() + words.slice(1) : key;
}

/** What teammates read for a key: its label, else the words they know it by, else the key made readable. */
export function attributeLabel(key: string, label: string | null): string {
  return label ?? KNOWN[key] ?? humanKey(key);
}

const KNOWN: Record<string, string> = { mrr: 'MRR', arr: 'ARR', email: 'E-mail' };

/** The address a value may become a link to: http, https and mailto only (safety P1). */
export function safeLink(value: unknown): string | null {
  return typeof value === 'string' ? (readLink(value)?.href ?? null) : null;
}

/** A context entry is `{ label, type?, value }`; anything else is a value without label and type. */
export function readEntry(entry: unknown): { label: string | null; type: string | null; value: unknown } {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry) || !Object.hasOwn(entry, 'value')) {
    return { label: null, type: null, value: entry };
  }
  const { label, type, value } = entry as { label?: unknown; type?: unknown; value: unknown };
  return { label: typeof label === 'string' ? label : null, type: typeof type === 'string' ? type : null, value };
}

/** "1 member", "3 members", "1,000+ members". */
export function counted(count: number, one: string, many: string, atLeast = false): string {
  return `${count.toLocaleString('en-GB')}${atLeast ? '+' : ''} ${count === 1 && !atLeast ? one : many}`;
}
