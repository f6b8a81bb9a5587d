import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readField } from './field.ts';
import type { Condition } from './filter.ts';
import { nextFlip } from './next-flip.ts';
import { readRequirement } from './requirement.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Pacific/Apia',
];
/** The clock changes of 2026 lie within, in each zone that has them. */
const MOMENTS = { min: Date.parse('2025-09-01T00:00:00Z'), max: Date.parse('2027-05-01T00:00:00Z') };

const instant = fc.oneof(
  fc.integer(MOMENTS),
  // Around the hours that are skipped or come twice.
  ...[
    '2026-03-29T01:00:00Z',
    '2026-10-25T01:00:00Z',
    '2026-03-08T07:00:00Z',
    '2026-11-01T06:00:00Z',
    '2026-10-03T15:30:00Z',
  ].map((at) => fc.integer({ min: -7_200_000, max: 7_200_000 }).map((by) => Date.parse(at) + by)),
);
const span = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 50_000 }), unit: fc.constant('minutes') }),
  fc.record({ amount: fc.integer({ min: 1, max: 5_000 }), unit: fc.constant('hours') }),
  fc.record({ amount: fc.integer({ min: 1, max: 400 }), unit: fc.constant('days') }),
  fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constant('weeks') }),
  fc.record({ amount: fc.integer({ min: 1, max: 18 }), unit: fc.constant('months') }),
);
const days = fc.integer({ min: -30, max: 500 });
const asked = fc.oneof(
  fc.record({
    field: fc.constantFrom('signed_up_at', 'last_seen', 'custom:trial_ends'),
    op: fc.constantFrom('within_last', 'more_than_ago', 'within_next'),
    value: span,
  }),
  fc.record({
    field: fc.constant('customer_for'),
    op: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'is', 'is_not'),
    value: days,
  }),
  fc.record({
    field: fc.constant('customer_for'),
    op: fc.constant('between'),
    value: fc.tuple(days, days).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
  }),
  fc.record({
    field: fc.constant('event:exported'),
    op: fc.constantFrom('did', 'did_not'),
    value: fc.record({ within_days: fc.integer({ min: 1, max: 400 }), at_least: fc.integer({ min: 1, max: 3 }) }),
  }),
);

/** Whether instants meet a condition at a time, as its requirement reads there. */
function holds({ field, op, value }: Condition, instants: readonly number[], now: number, zone: string): boolean {
  const required = readRequirement(field, op, value, { now: new Date(now), zone });
  if ('misfit' in required) throw new Error(required.misfit);
  if (required.kind === 'events') {
    return instants.filter((at) => required.from === null || at >= required.from).length >= required.atLeast;
  }
  if (required.kind !== 'moments') throw new Error(`${required.kind} do not go by the clock`);
  return instants.some((at) => required.ranges.some(({ from = -Infinity, to = Infinity }) => at >= from && at < to));
}

test('case 85: no verdict changes before the time that was answered for it, whatever the zone does meanwhile', () => {
  let changed = 0;
  fc.assert(
    fc.property(
      asked,
      fc.array(instant, { maxLength: 3 }),
      instant,
      fc.constantFrom(...ZONES),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
      ({ field: name, op, value }, instants, now, zone, shares) => {
        const field = readField(name);
        if (typeof field === 'string') throw new Error(field);
        const condition = { path: 'filter', field, op, value, trust: 'claimed' } as Condition;
        const verdict = holds(condition, instants, now, zone);
        const flip = nextFlip(condition, instants, { now: new Date(now), zone });
        // Without a flip the verdict stands for good: two years are looked at.
        const until = flip ?? now + 2 * 366 * 86_400_000;
        expect(until).toBeGreaterThan(now);
        const looked = [...shares.map((share) => now + Math.floor((until - 1 - now) * share)), until - 1];
        for (const time of looked) expect(holds(condition, instants, time, zone)).toBe(verdict);
        if (flip !== null && holds(condition, instants, flip, zone) !== verdict) changed += 1;
        // One instant of a plain range: what is answered is the very flip.
        if (flip !== null && instants.length === 1 && op !== 'between') {
          const least = (value as { at_least?: number }).at_least ?? 1;
          if (least === 1) expect(holds(condition, instants, flip, zone)).toBe(!verdict);
        }
      },
    ),
    { numRuns: 3_000, seed: 85 },
  );
  expect(changed).toBeGreaterThan(500);
});
