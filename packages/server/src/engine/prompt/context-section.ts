import { cleanHeader, cleanLine } from './clean-line.ts';
import { contextLines } from './context-lines.ts';
import { attributeKey, type ContextEntry, type Customer } from './customer.ts';
import { humaniseKey, isObject } from './format-value.ts';
import type { Section } from './trait-section.ts';

/** The section of one context entry, headed `[<label>] (<type>)`; null when the entry says nothing. */
export function contextSection(customer: Customer, { key, entry }: ContextEntry): Section | null {
  const { label, type, value } = readEntry(entry);
  const lines = contextLines(type, value);
  if (lines.length === 0) return null;
  const attribute = customer.attributes.get(attributeKey('context', key));
  const name = cleanHeader(label ?? '') || cleanHeader(attribute?.label ?? '') || cleanHeader(humaniseKey(key));
  const kind = type === null ? '' : ` (${cleanHeader(type)})`;
  const description = cleanLine(attribute?.description ?? '');
  return { title: `[${name}]${kind}${description && ` (${description})`}`, lines };
}

/** An entry is `{ label, type?, value }`; anything else is taken as a value without label and type. */
export function readEntry(entry: unknown): { label: string | null; type: string | null; value: unknown } {
  if (!isObject(entry) || !Object.hasOwn(entry, 'value')) return { label: null, type: null, value: entry };
  const type = typeof entry.type === 'string' && entry.type.trim() !== '' ? entry.type.trim() : null;
  return { label: typeof entry.label === 'string' ? entry.label : null, type, value: entry.value };
}
