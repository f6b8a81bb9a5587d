import { expect, test } from 'vitest';
import { asText, choicesOf, fixedKind, kindOf, readTyped } from './trait-value.ts';

test('what stands in a field reads back as what is stored', () => {
  for (const value of ['pro', 'a "b"', 12, -0.5, true, false, ['a', 1], { a: { b: [] } }]) {
    const kind = kindOf(value);
    expect(readTyped(asText(value, kind), kind), JSON.stringify(value)).toEqual({ value });
  }
  expect(readTyped('1,200', 'number')).toEqual({ value: 1200 });
});

test('what cannot be meant is said, not sent', () => {
  for (const [text, kind] of [
    ['', 'text'],
    ['  ', 'number'],
    ['ten', 'number'],
    ['1e999', 'number'],
    ['tomorrow', 'date'],
    ['{a: 1}', 'json'],
    ['12', 'json'],
    ['null', 'json'],
  ] as const) {
    expect(readTyped(text, kind), text).toHaveProperty('fault');
  }
});

test('recognised keys have one kind, each in its own scope, and hostile ones have none', () => {
  expect(fixedKind('user', 'mrr')).toBe('number');
  expect(fixedKind('company', 'email')).toBe(null);
  expect(fixedKind('user', 'employee_count')).toBe(null);
  expect(fixedKind('user', '__proto__')).toBe(null);
  expect(fixedKind('user', 'constructor')).toBe(null);
  expect(choicesOf('contract_term')).toContain('annual');
  expect(choicesOf('plan')).toEqual([]);
});

test('a day without a time is edited as a day', () => {
  expect(asText('2026-05-27T00:00:00.000000+00:00', 'date')).toBe('2026-05-27');
  expect(asText('2026-05-27T10:00:00.000000+00:00', 'date')).toBe('2026-05-27T10:00:00.000000+00:00');
});
