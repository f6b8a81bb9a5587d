import { expect, test } from 'vitest';
import { counted, humanKey, readableValue, readEntry, safeLink } from './readable-value.ts';

test('reads values as words, never as JSON', () => {
  expect(readableValue(true)).toBe('Yes');
  expect(readableValue(null)).toBe('–');
  expect(readableValue(1200)).toBe('1,200');
  expect(readableValue('2026-05-12T10:00:00+00:00')).toBe('12 May 2026');
  expect(readableValue(['a', 'b'])).toBe('a, b');
  expect(readableValue({ plan_name: 'pro', seats: { used: 3, limit: 5 } })).toBe(
    'Plan name: pro; Seats: (Used: 3; Limit: 5)',
  );
});

test('leaves text alone that only looks a little like a date', () => {
  expect(readableValue('2026-05')).toBe('2026-05');
  expect(readableValue('12')).toBe('12');
});

test('keeps hostile keys plain data', () => {
  expect(readableValue(JSON.parse('{"__proto__": "x"}'))).toBe('Proto: x'.replace('Proto', humanKey('__proto__')));
  expect(readEntry(JSON.parse('{"__proto__": {"value": 1}}'))).toEqual({
    label: null,
    type: null,
    value: expect.anything(),
  });
});

test('links only to http, https and mailto', () => {
  expect(safeLink('https://acme.example/a')).toBe('https://acme.example/a');
  expect(safeLink('mailto:a@b.example')).toBe('mailto:a@b.example');
  expect(safeLink('javascript:alert(1)')).toBeNull();
  expect(safeLink('data:text/html,x')).toBeNull();
  expect(safeLink('see https://acme.example')).toBeNull();
});

test('counts in words', () => {
  expect(counted(1, 'member', 'members')).toBe('1 member');
  expect(counted(1000, 'ticket', 'tickets', true)).toBe('1,000+ tickets');
});
