import type { FilterVerdict } from '@halo/wire/dashboard/escalation.ts';
import { attributeKey, type Customer } from './prompt/customer.ts';

const HIDDEN = '(sensitive)';

/** A verdict as it may be kept with a message and a ticket: of sensitive attributes only whether they passed. */
export function hideSensitive(verdict: FilterVerdict, attributes: Customer['attributes']): FilterVerdict {
  const conditions = verdict.conditions.map((condition) =>
    attributes.get(attributeOf(condition.field))?.sensitive
      ? { ...condition, expected: HIDDEN, found: HIDDEN }
      : condition,
  );
  return { ...verdict, conditions };
}

/** `company.custom:seats` asks for the attribute `company:seats`. */
function attributeOf(field: string): string {
  const isCompany = field.startsWith('company.');
  const key = field.replace(/^company\./, '').replace(/^custom:/, '');
  return attributeKey(isCompany ? 'company' : 'user', key);
}
