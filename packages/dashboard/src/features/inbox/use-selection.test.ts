import { expect, test } from 'vitest';
import { nextSelection } from './use-selection.ts';

const order = ['a', 'b', 'c', 'd'];

test('chooses and lets go one by one', () => {
  expect([...nextSelection(new Set(), order, 'b', null)]).toEqual(['b']);
  expect([...nextSelection(new Set(['b']), order, 'b', null)]).toEqual([]);
});

test('extends in either direction from the row chosen before', () => {
  expect([...nextSelection(new Set(['d']), order, 'b', 'd')].sort()).toEqual(['b', 'c', 'd']);
  expect([...nextSelection(new Set(['a']), order, 'c', 'a')].sort()).toEqual(['a', 'b', 'c']);
});

test('falls back to one row when the row chosen before has left the list', () => {
  expect([...nextSelection(new Set(), order, 'c', 'gone')]).toEqual(['c']);
});
