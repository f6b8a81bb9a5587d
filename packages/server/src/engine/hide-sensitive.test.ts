import { expect, test } from 'vitest';
import { hideSensitive } from './hide-sensitive.ts';

const asked = (field: string) => ({ field, op: 'is', expected: 'gold', found: 'gold', pass: true });
const verdict = (...fields: string[]) => ({ matches: true, why: 'asked' as const, conditions: fields.map(asked) });

test('case 76: of sensitive attributes a verdict keeps only whether they passed, columns and custom keys of both scopes', () => {
  const attributes = new Map(['user:plan', 'user:tier', 'company:seats'].map((key) => [key, { sensitive: true }]));
  const hidden = hideSensitive(verdict('plan', 'custom:tier', 'company.custom:seats'), attributes);
  expect(JSON.stringify(hidden)).not.toContain('gold');
  expect(hidden.conditions.map(({ field, pass }) => [field, pass])).toEqual([
    ['plan', true],
    ['custom:tier', true],
    ['company.custom:seats', true],
  ]);
  const shown = verdict('company.plan', 'custom:seats', 'role');
  expect(hideSensitive(shown, attributes)).toEqual(shown);
});
