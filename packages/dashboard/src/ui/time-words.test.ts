import { expect, test } from 'vitest';
import { agoWords, dayHeading, shortTime, tenure } from './time-words.ts';

const now = new Date(2026, 4, 12, 15, 0, 0);
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
const HOUR = 3_600_000;

test('tells list times in the fewest words that are still true', () => {
  expect(shortTime(before(20_000), now)).toBe('now');
  expect(shortTime(before(5 * 60_000), now)).toBe('5m');
  expect(shortTime(before(3 * HOUR), now)).toBe('3h');
  expect(shortTime(before(20 * HOUR), now)).toBe('yesterday');
  expect(shortTime(new Date(2026, 2, 3).toISOString(), now)).toBe('3 Mar');
  expect(shortTime(new Date(2024, 2, 3).toISOString(), now)).toBe('3 Mar 2024');
});

test('puts times into sentences', () => {
  expect(agoWords(before(0), now)).toBe('just now');
  expect(agoWords(before(3 * HOUR), now)).toBe('3h ago');
  expect(agoWords(before(20 * HOUR), now)).toBe('yesterday');
  expect(agoWords(new Date(2026, 2, 3).toISOString(), now)).toBe('on 3 Mar');
});

test('shows nothing rather than "Invalid Date"', () => {
  expect(shortTime('soon', now)).toBe('');
  expect(tenure('soon', now)).toBe('');
});

test('tells a tenure in years and months', () => {
  expect(tenure(new Date(2025, 1, 12).toISOString(), now)).toBe('1y 3m');
  expect(tenure(new Date(2024, 4, 12).toISOString(), now)).toBe('2y');
  expect(tenure(new Date(2025, 10, 20).toISOString(), now)).toBe('5 months');
  expect(tenure(before(24 * HOUR), now)).toBe('1 day');
  expect(tenure(before(-30_000), now)).toBe('today');
  expect(tenure(new Date(2027, 1, 1).toISOString(), now)).toBe('');
});

test('heads the days of a thread', () => {
  expect(dayHeading(before(HOUR), now)).toBe('Today');
  expect(dayHeading(before(20 * HOUR), now)).toBe('Yesterday');
});
