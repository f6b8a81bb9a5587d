import { expect, test } from 'vitest';
import { filterOf, isWhole, pathOf, readTree } from './filter-tree.ts';

const PRO = { field: 'plan', op: 'is', value: 'pro' };

test('a filter read and said again means the same, whatever its groups', () => {
  const same = { all: [PRO, { any: [PRO, { not: { any: [PRO] } }] }] };
  expect(filterOf(readTree(same))).toEqual(same);
  expect(filterOf(readTree(PRO))).toEqual({ all: [PRO] });
  expect(filterOf(readTree({}))).toEqual({ all: [] });
  expect(filterOf(readTree({ not: PRO }))).toEqual({ not: { any: [PRO] } });
  expect(filterOf(readTree({ not: { all: [PRO, PRO] } }))).toEqual({ not: { any: [{ all: [PRO, PRO] }] } });
  expect(filterOf(readTree({ any: [] }))).toEqual({ any: [] });
});

test('an event keeps how often and since when, wherever it was said', () => {
  const event = { field: 'event:exported', op: 'did', within_days: 7, at_least: 2 };
  expect(filterOf(readTree(event))).toEqual({ all: [event] });
  const inside = { field: 'event:exported', op: 'did', value: { within_days: 7, at_least: 2 } };
  expect(filterOf(readTree(inside))).toEqual({ all: [event] });
});

test('what is no filter is shown rather than thrown away', () => {
  expect(readTree({ field: 'nope' })).toEqual({ mode: 'all', children: [{ field: 'nope', op: '' }] });
  for (const odd of [null, 3, 'x', []]) expect(readTree(odd)).toEqual({ mode: 'all', children: [] });
});

test('paths are those the server names', () => {
  expect(pathOf({ mode: 'none', children: [] }, 'filter.all[1]', 2)).toBe('filter.all[1].not.any[2]');
  expect(pathOf({ mode: 'any', children: [] }, 'filter', 0)).toBe('filter.any[0]');
});

test('a condition is whole when nothing is missing', () => {
  const whole = (rule: object) => isWhole({ field: 'plan', op: 'is', ...rule });
  expect(whole({ value: 'pro' })).toBe(true);
  expect(whole({ value: false })).toBe(true);
  expect(whole({ value: 0 })).toBe(true);
  expect(whole({ op: 'is_set' })).toBe(true);
  for (const value of [undefined, '', null, [], [''], { amount: 0, unit: 'days' }])
    expect(whole({ value })).toBe(false);
  expect(isWhole({ field: 'event:', op: 'did' })).toBe(false);
});
