import { expect, test } from 'vitest';
import { hideSensitive } from './shown-conditions.ts';

const asked = (field: string) => ({ field, op: 'is', expected: 'gold', found: 'gold', pass: true });
const conditions = (...fields: string[]) => fields.map(asked);

test('case 76: of sensitive attributes an explanation keeps only whether they passed, columns and custom keys of both scopes', () => {
  const attributes = new Map(['user:plan', 'user:tier', 'company:seats'].map((key) => [key, { sensitive: true }]));
  const hidden = hideSensitive(conditions('plan', 'custom:tier', 'company.custom:seats'), attributes);
  expect(JSON.stringify(hidden)).not.toContain('gold');
  expect(hidden.map(({ field, pass }) => [field, pass])).toEqual([
    ['plan', true],
    ['custom:tier', true],
    ['company.custom:seats', true],
  ]);
  const shown = conditions('company.plan', 'custom:seats', 'role');
  expect(hideSensitive(shown, attributes)).toEqual(shown);
});
