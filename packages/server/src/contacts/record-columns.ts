import { type Level, markOf, type Provenance, type Traits } from '@halo/wire/merge-traits.ts';
import { COLUMNS, type ColumnKind, isColumn, type Scope } from './traits.ts';

/** The recognised columns of a record with their SQL types, in one order for every statement. */
export function traitColumns(scope: Scope): { column: string; type: string }[] {
  return Object.entries(COLUMNS[scope]).map(([column, kind]) => ({ column, type: sqlType(kind) }));
}

const NAMES: Record<Scope, string[]> = { user: Object.keys(COLUMNS.user), company: Object.keys(COLUMNS.company) };

function sqlType(kind: ColumnKind): string {
  if (kind === 'time') return 'timestamptz';
  if (kind === 'flag') return 'boolean';
  if (kind === 'amount') return 'double precision';
  return 'text';
}

export interface StoredTraits {
  custom_fields: Record<string, unknown>;
  provenance: Provenance;
  [column: string]: unknown;
}

/** Columns and custom fields of a row as the one set of traits that merging knows. */
export function traitsOfRow(scope: Scope, row: StoredTraits): Traits {
  const columns: Record<string, unknown> = {};
  for (const column of NAMES[scope]) if (row[column] !== null) columns[column] = row[column];
  const { marks = [], keys = {}, gone = {}, pins } = row.provenance as Partial<Provenance>;
  return { values: { ...columns, ...row.custom_fields }, provenance: { marks, keys, gone, ...(pins && { pins }) } };
}

/** The same traits as a row: what has a column in it, the rest under `custom_fields`. */
export function rowOfTraits(scope: Scope, traits: Traits): StoredTraits {
  const row: StoredTraits = { custom_fields: customFields(scope, traits.values), provenance: traits.provenance };
  for (const column of NAMES[scope]) row[column] = own(traits.values, column) ?? null;
  return row;
}

export function customFields(scope: Scope, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isColumn(scope, key)));
}

/** Values and their trust under the names that filters know: columns by their own, the rest as `custom:<key>`. */
export function namedForFilters(scope: Scope, traits: Traits) {
  const values: Record<string, unknown> = {};
  const levels: Record<string, Level> = {};
  for (const [key, value] of Object.entries(traits.values)) {
    // A column's name or one with a prefix: never a name that an object gives a meaning to.
    const name = isColumn(scope, key) ? key : `custom:${key}`;
    values[name] = value;
    levels[name] = markOf(traits.provenance, key)?.[2] ?? 0;
  }
  return { values, levels };
}

export function own(values: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
