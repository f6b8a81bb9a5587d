import { describe, expect, test } from 'vitest';
import { dayStart, instantOf, isoDay, isZone, moveByCalendar, wallTimeAt } from './zone.ts';

const at = (text: string) => Date.parse(text);
const wall = (text: string) => {
  const [year, month, day, hour, minute, second] = text.split(/[-T:]/).map(Number) as [number, ...number[]];
  return { year, month: month!, day: day!, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0, ms: 0 };
};

describe('instantOf', () => {
  test.each([
    ['2026-01-15T12:00:00', 'UTC', '2026-01-15T12:00:00Z'],
    ['2026-01-15T12:00:00', 'America/New_York', '2026-01-15T17:00:00Z'],
    ['2026-07-15T12:00:00', 'America/New_York', '2026-07-15T16:00:00Z'],
    ['2026-07-15T12:00:00', 'Asia/Kathmandu', '2026-07-15T06:15:00Z'],
    ['2026-07-15T12:00:00', 'Pacific/Kiritimati', '2026-07-14T22:00:00Z'],
    ['2026-07-15T12:00:00', '+05:30', '2026-07-15T06:30:00Z'],
  ])('reads %s in %s', (local, zone, instant) => {
    expect(instantOf(wall(local), zone)).toBe(at(instant));
  });

  test('moves a reading inside the spring gap forward', () => {
    expect(instantOf(wall('2026-03-08T02:30:00'), 'America/New_York')).toBe(at('2026-03-08T07:30:00Z'));
  });

  test('takes the earlier of the two readings in autumn', () => {
    expect(instantOf(wall('2026-11-01T01:30:00'), 'America/New_York')).toBe(at('2026-11-01T05:30:00Z'));
  });

  test('reads the years below 100 as they are written', () => {
    expect(new Date(instantOf(wall('0001-01-01T00:00:00'), 'UTC')).toISOString()).toBe('0001-01-01T00:00:00.000Z');
  });
});

describe('days of a zone', () => {
  test('a day that begins at 01:00 begins at its first instant', () => {
    expect(dayStart({ year: 2018, month: 11, day: 4 }, 'America/Sao_Paulo')).toBe(at('2018-11-04T03:00:00Z'));
  });

  test('the days of a daylight-saving change are 23 and 25 hours long', () => {
    const hours = (month: number, day: number) =>
      (dayStart({ year: 2026, month, day: day + 1 }, 'Europe/Berlin') -
        dayStart({ year: 2026, month, day }, 'Europe/Berlin')) /
      3_600_000;
    expect([hours(3, 29), hours(10, 25), hours(6, 1)]).toEqual([23, 25, 24]);
  });

  test('an instant is shown as the day of the zone', () => {
    expect(isoDay(at('2026-05-27T23:30:00Z'), 'UTC')).toBe('2026-05-27');
    expect(isoDay(at('2026-05-27T23:30:00Z'), 'Asia/Tokyo')).toBe('2026-05-28');
    expect(isoDay(at('2026-05-27T03:30:00Z'), 'America/Los_Angeles')).toBe('2026-05-26');
  });
});

describe('moveByCalendar', () => {
  test('keeps the time of day across a daylight-saving change', () => {
    expect(moveByCalendar(at('2026-03-30T10:00:00Z'), { days: -7 }, 'Europe/Berlin')).toBe(at('2026-03-23T11:00:00Z'));
  });

  test('clamps a day the month does not have', () => {
    expect(moveByCalendar(at('2026-03-31T12:00:00Z'), { months: -1 }, 'UTC')).toBe(at('2026-02-28T12:00:00Z'));
    expect(moveByCalendar(at('2024-01-31T12:00:00Z'), { months: 1 }, 'UTC')).toBe(at('2024-02-29T12:00:00Z'));
    expect(moveByCalendar(at('2026-01-15T12:00:00Z'), { months: -14 }, 'UTC')).toBe(at('2024-11-15T12:00:00Z'));
  });
});

test('knows which zones exist', () => {
  expect([isZone('UTC'), isZone('Europe/Berlin'), isZone('Mars/Olympus')]).toEqual([true, true, false]);
});

test('shows the clock of old local mean times to the second', () => {
  expect(wallTimeAt(at('1800-01-01T12:00:00Z'), 'America/New_York')).toMatchObject({ hour: 7, minute: 3, second: 58 });
});
