import { expect, test } from 'vitest';
import { snoozeChoices } from './inbox-words.ts';

const ends = (now: Date) => snoozeChoices(now).map(({ until }) => until);

test('snoozes until mornings that are still to come', () => {
  for (let day = 1; day <= 14; day += 1) {
    const now = new Date(2026, 4, day, 22, 30);
    for (const until of ends(now)) expect(until.getTime()).toBeGreaterThan(now.getTime());
  }
});

test('offers next Monday on a Monday, and on a Sunday only once', () => {
  const monday = new Date(2026, 4, 11, 10);
  expect(ends(monday).at(-1)).toEqual(new Date(2026, 4, 18, 9));
  const sunday = new Date(2026, 4, 10, 10);
  expect(ends(sunday)).toHaveLength(2);
});
