import type { FilterVerdict } from '@halo/wire/dashboard/escalation.ts';
import type { ExplainedCondition } from './explain-contact.ts';

const SHOWN_CONDITIONS = 20;
const SHOWN_CHARACTERS = 200;

const HIDDEN = '(sensitive)';

/** An explanation short enough to be kept with what it explains. */
export function shownConditions(conditions: readonly ExplainedCondition[]): FilterVerdict['conditions'] {
  return conditions.slice(0, SHOWN_CONDITIONS).map(({ field, op, expected, found, pass }) => {
    return { field, op, expected: short(expected), found: short(found), pass };
  });
}

/** Enough of a value to see why; what is long or nested is cut as text. */
function short(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  if (text.length <= SHOWN_CHARACTERS) return value;
  return `${text.slice(0, SHOWN_CHARACTERS - 1).toWellFormed()}…`;
}

/**
 * An explanation as it may be kept with a message and a ticket: of sensitive attributes only whether they passed.
 * `attributes` by `scope:key`.
 */
export function hideSensitive<C extends FilterVerdict['conditions'][number]>(
  conditions: readonly C[],
  attributes: ReadonlyMap<string, { sensitive?: boolean | undefined }>,
): C[] {
  return conditions.map((condition) =>
    attributes.get(attributeOf(condition.field))?.sensitive
      ? { ...condition, expected: HIDDEN, found: HIDDEN }
      : condition,
  );
}

/** `company.custom:seats` asks for the attribute `company:seats`. */
function attributeOf(field: string): string {
  const isCompany = field.startsWith('company.');
  const key = field.replace(/^company\./, '').replace(/^custom:/, '');
  return `${isCompany ? 'company' : 'user'}:${key}`;
}
