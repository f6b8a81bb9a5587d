import { type Field, readField } from './field.ts';
import { isOperator, splitOperator } from './operator.ts';
import { type Requirement, readRequirement } from './requirement.ts';
import type { SavedCondition } from './saved-conditions.ts';

/** Columns of the facts that ranges ask for and that no migration gives an index. */
const COLUMNS = ['renewal_date', 'mrr', 'arr'];

/**
 * What an index on demand serves, by a name of its own: `n custom:seats` the numbers of a key, `d custom:trial_ends` its
 * instants, `column mrr` a typed column. Null for what no such index helps with.
 */
function indexFor(field: Field, required: Requirement): string | null {
  if (field.of !== 'contact' || (required.kind !== 'numbers' && required.kind !== 'moments')) return null;
  const { source } = field;
  if (source.in === 'facts') return readingName(source.key, required.kind);
  return source.in === 'facts column' && COLUMNS.includes(source.column) ? `column ${source.column}` : null;
}

/** The name of an index on what a key reads as. */
export function readingName(key: string, kind: 'numbers' | 'moments'): string {
  return `${kind === 'numbers' ? 'n' : 'd'} ${key}`;
}

/** The index that a saved condition would profit from. */
export function indexOf({ field: name, op, value }: SavedCondition): string | null {
  const field = readField(name);
  if (typeof field === 'string' || !isOperator(op) || splitOperator(op).negated) return null;
  const required = readRequirement(field, op, value, { now: new Date(0), zone: 'UTC' });
  return 'misfit' in required ? null : indexFor(field, required);
}
