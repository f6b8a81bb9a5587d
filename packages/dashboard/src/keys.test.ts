import { expect, test } from 'vitest';
import type { Stroke } from './keys.ts';
import { KEYS, readStroke } from './keys.ts';

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  mod: false,
  alt: false,
  typing: false,
  ...more,
});

test('gives every action a key of its own', () => {
  const keys = Object.values(KEYS).map((entry) => entry.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('reads single keys, arrows and the palette', () => {
  expect(readStroke(stroke('j'), '').id).toBe('next');
  expect(readStroke(stroke('ArrowUp'), '').id).toBe('previous');
  expect(readStroke(stroke('k', { mod: true }), '').id).toBe('palette');
  expect(readStroke(stroke('k'), '').id).toBe('previous');
});

test('keeps letters for the text while somebody types, but lets Escape and the palette through', () => {
  expect(readStroke(stroke('e', { typing: true }), '').id).toBeNull();
  expect(readStroke(stroke('Escape', { typing: true }), '').id).toBe('back');
  expect(readStroke(stroke('k', { typing: true, mod: true }), '').id).toBe('palette');
});

test('reads a run of two keys, and forgets a run that leads nowhere', () => {
  const first = readStroke(stroke('g'), '');
  expect(first).toEqual({ id: null, pending: 'g' });
  expect(readStroke(stroke('i'), first.pending).id).toBe('goInbox');
  expect(readStroke(stroke('j'), 'g')).toEqual({ id: 'next', pending: '' });
});

test('leaves the browser its own shortcuts', () => {
  expect(readStroke(stroke('r', { mod: true }), '').id).toBeNull();
  expect(readStroke(stroke('e', { alt: true }), '').id).toBeNull();
});
