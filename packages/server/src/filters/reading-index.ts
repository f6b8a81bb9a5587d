import { type Field, readField } from './field.ts';
import { isOperator, splitOperator } from './operator.ts';
import type { MomentRange } from './relative-time.ts';
import { type NumberRange, type Requirement, readRequirement } from './requirement.ts';
import type { SavedCondition } from './saved-conditions.ts';

/** How the values under an index lie, as far as the database knows: samples and the share of all rows each stands for. */
export type Spread = readonly { value: number; share: number }[];

/** What ready indexes serve (`indexOf`), and how their values lie. */
export type ReadyIndexes = ReadonlyMap<string, Spread>;

/** Where a range means more of the rows, reading them all and asking once is quicker than the index. */
const FEW = 0.25;

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

/** Whether a range means so few rows that its index helps. What is not known yet is taken for few. */
export function meansFew(spread: Spread, { min, max, from, to }: NumberRange & MomentRange): boolean {
  const low = min?.at ?? from ?? Number.NEGATIVE_INFINITY;
  const high = max?.at ?? to ?? Number.POSITIVE_INFINITY;
  // NaN stands for several readings, which have to be looked at in any case.
  const within = spread.filter(({ value }) => Number.isNaN(value) || (value >= low && value <= high));
  return within.reduce((sum, { share }) => sum + share, 0) < FEW;
}

/** The index that a saved condition would profit from. */
export function indexOf({ field: name, op, value }: SavedCondition): string | null {
  const field = readField(name);
  if (typeof field === 'string' || !isOperator(op) || splitOperator(op).negated) return null;
  const required = readRequirement(field, op, value, { now: new Date(0), zone: 'UTC' });
  return 'misfit' in required ? null : indexFor(field, required);
}
