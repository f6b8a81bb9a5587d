import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyTraits,
  type Level,
  type Merged,
  type MergeRules,
  markOf,
  mergeTraits,
  type Traits,
  type TraitWrite,
} from './merge-traits.ts';

const NOW = Date.UTC(2026, 6, 1);
const rules: MergeRules = { trustFirst: true, now: NOW, maxKeys: 500 };

function write(values: Record<string, unknown>, more: Partial<TraitWrite> = {}): TraitWrite {
  return { values, source: 'browser', level: 0, keyId: null, time: null, ...more };
}

/** Applies writes as separate calls, each to what the one before has left. */
function inTurn(writes: readonly TraitWrite[], over: MergeRules = rules, from: Traits = emptyTraits()): Merged {
  return writes.reduce<Merged>((stored, next) => mergeTraits(stored, [next], over), {
    ...from,
    changed: [],
    releveled: false,
    renewed: false,
    ignored: [],
  });
}

/** Values and provenance without regard to the order in which keys came. */
function content({ values, provenance }: Traits) {
  const sorted = (record: Record<string, unknown>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const marked = (pointers: Record<string, number>) =>
    sorted(pointers).map(([key, at]) => [key, provenance.marks[at as number]]);
  return { values: sorted(values), keys: marked(provenance.keys), gone: marked(provenance.gone) };
}

const key = fc.constantFrom('plan', 'seats', '__proto__', 'constructor', 'toString', 'a.b', '$x', '', 'q"\\');
const value = fc.constantFrom<unknown>('a', 'b', 1, true, null, { x: 1 }, ['y'], '');
const level = fc.constantFrom<Level>(0, 1, 2);
const values = fc
  .array(fc.tuple(key, value), { minLength: 1, maxLength: 4 })
  .map((entries) => Object.fromEntries(entries));

/** Timed writes, no two at one time, in two orders of arrival. */
function twoOrders(levels: fc.Arbitrary<Level>) {
  return fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1_000 }), values, levels), { selector: ([at]) => at, maxLength: 7 })
    .map((list) => list.map(([at, said, trust]) => write(said, { time: NOW - at * 1_000, level: trust })))
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
}

describe('timed writes end the same in whatever order they arrive', () => {
  test.each([true, false])('with equal trust (trust first: %s)', (trustFirst) => {
    fc.assert(
      fc.property(twoOrders(fc.constant<Level>(1)), ([sent, arrived]) => {
        const over = { ...rules, trustFirst };
        expect(content(inTurn(arrived, over))).toEqual(content(inTurn(sent, over)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('with mixed trust, where trust comes before time', () => {
    fc.assert(
      fc.property(twoOrders(level), ([sent, arrived]) => {
        expect(content(inTurn(arrived))).toEqual(content(inTurn(sent)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('and the outcome is that of the best proven, then latest write of each key', () => {
    fc.assert(
      fc.property(twoOrders(level), ([, arrived]) => {
        const merged = inTurn(arrived);
        const best = new Map<string, { rank: [number, number]; value: unknown }>();
        for (const { values: said, level: trust, time } of arrived) {
          for (const [name, item] of Object.entries(said)) {
            const known = best.get(name);
            if (!known || trust > known.rank[0] || (trust === known.rank[0] && time! > known.rank[1]))
              best.set(name, { rank: [trust, time!], value: item });
          }
        }
        const expected = [...best]
          .filter(([, { value: item }]) => item !== null)
          .map(([name, item]) => [name, item.value]);
        expect(new Map(Object.entries(merged.values))).toEqual(new Map(expected as [string, unknown][]));
      }),
      { numRuns: 2_000 },
    );
  });
});

test('an equal value renews its time: A(t1), A(t5), B(t3) ends in A', () => {
  const merged = inTurn([
    write({ plan: 'A' }, { time: NOW - 5_000 }),
    write({ plan: 'A' }, { time: NOW - 1_000 }),
    write({ plan: 'B' }, { time: NOW - 3_000 }),
  ]);
  expect(merged.values).toEqual({ plan: 'A' });
  expect(merged.ignored).toEqual([{ key: 'plan', reason: 'older_than_stored' }]);
});

test('an equal value renews source and trust from equal or higher trust only', () => {
  const verified = inTurn([write({ plan: 'A' }), write({ plan: 'A' }, { level: 2, source: 'server', keyId: 'k' })]);
  expect(markOf(verified.provenance, 'plan')).toEqual([NOW, 'server', 2, 'k']);
  expect([verified.releveled, verified.renewed, verified.changed]).toEqual([true, true, []]);
  const claimed = inTurn([write({ plan: 'A' })], { ...rules, trustFirst: false }, verified);
  expect(markOf(claimed.provenance, 'plan')).toEqual([NOW, 'server', 2, 'k']);
});

test('of two writes at one time the later arrival wins', () => {
  const at = { time: NOW - 1_000 };
  expect(inTurn([write({ plan: 'A' }, at), write({ plan: 'B' }, at)]).values).toEqual({ plan: 'B' });
});

test('an untimed write is never older than what is stored, whatever the clocks say', () => {
  const ahead = mergeTraits(emptyTraits(), [write({ plan: 'A' })], { ...rules, now: NOW + 3_600_000 });
  const after = mergeTraits(ahead, [write({ plan: 'B' })], rules);
  expect(after.values).toEqual({ plan: 'B' });
  expect(markOf(after.provenance, 'plan')?.[0]).toBe(NOW + 3_600_000);
});

describe('trust before time', () => {
  const stored = inTurn([write({ plan: 'pro', seats: 3 }, { level: 2 })]);

  test('a lower write never replaces and never clears, and is told so whatever it sends', () => {
    for (const said of ['pro', 'free', null]) {
      const merged = mergeTraits(stored, [write({ plan: said }, { level: 1 })], rules);
      expect(content(merged)).toEqual(content(stored));
      expect(merged.ignored).toEqual([{ key: 'plan', reason: 'higher_trust_kept' }]);
      expect(merged.changed).toEqual([]);
    }
  });

  test('a lower set_once is told the same, so that its answer does not depend on the protected value', () => {
    const merged = mergeTraits(stored, [write({ plan: 'x' }, { setOnce: true })], rules);
    expect(merged.ignored).toEqual([{ key: 'plan', reason: 'higher_trust_kept' }]);
  });

  test('a lower write never sets again what a higher one has cleared, not even a key that was not set then', () => {
    const cleared = mergeTraits(stored, [write({ plan: null, never: null }, { level: 2 })], rules);
    const again = mergeTraits(cleared, [write({ plan: 'x', never: 1 }, { level: 0 })], rules);
    expect(again.values).toEqual({ seats: 3 });
    expect(again.ignored.map((entry) => entry.key)).toEqual(['plan', 'never']);
  });

  test('a higher write beats a lower value whatever its time', () => {
    const lower = inTurn([write({ plan: 'new' }, { time: NOW })]);
    const merged = mergeTraits(lower, [write({ plan: 'old' }, { level: 2, time: NOW - 1e9 })], rules);
    expect(merged.values).toEqual({ plan: 'old' });
  });

  test('where all writers are equal only time decides, except for guarded keys', () => {
    const over = { ...rules, trustFirst: false, guarded: ['plan'] };
    const merged = mergeTraits(stored, [write({ plan: 'free', seats: 9 })], over);
    expect(merged.values).toEqual({ plan: 'pro', seats: 9 });
    expect(merged.ignored).toEqual([{ key: 'plan', reason: 'higher_trust_kept' }]);
    const cleared = mergeTraits(stored, [write({ plan: null })], over);
    expect(cleared.values.plan).toBe('pro');
    expect(mergeTraits(stored, [write({ plan: 'self' }, { level: 1 })], over).values.plan).toBe('self');
  });
});

describe('clearing', () => {
  test('null clears, undefined keeps, and the time of clearing is remembered', () => {
    const merged = inTurn([
      write({ plan: 'A', seats: 1 }, { time: NOW - 9_000 }),
      write({ plan: null, seats: undefined }, { time: NOW - 5_000 }),
      write({ plan: 'B' }, { time: NOW - 7_000 }),
    ]);
    expect(merged.values).toEqual({ seats: 1 });
    expect(merged.ignored).toEqual([{ key: 'plan', reason: 'older_than_stored' }]);
    expect(mergeTraits(merged, [write({ plan: 'C' })], rules).provenance.gone).toEqual({});
  });

  test('markers go after thirty days, and a record never keeps more of them than keys', () => {
    const old = inTurn([write({ plan: 'A' }, { time: NOW - 100 }), write({ plan: null }, { time: NOW })]);
    const later = { ...rules, now: NOW + 31 * 86_400_000 };
    expect(mergeTraits(old, [write({ other: 1 })], later).provenance.gone).toEqual({});

    const few = { ...rules, maxKeys: 3 };
    const flood = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, null]));
    const guarded = inTurn([write({ plan: null }, { level: 2, time: NOW - 1_000 })], few);
    const flooded = mergeTraits(guarded, [write(flood)], few);
    expect(Object.keys(flooded.provenance.gone)).toHaveLength(3);
    expect(Object.keys(flooded.provenance.gone)).toContain('plan');
  });
});

test('set_once fills only what is unset, and a null of it clears nothing', () => {
  const stored = inTurn([write({ plan: 'pro' })]);
  const merged = mergeTraits(stored, [write({ plan: 'free', source: 'ad', gone: null }, { setOnce: true })], rules);
  expect(merged.values).toEqual({ plan: 'pro', source: 'ad' });
  expect(merged.ignored).toEqual([]);
  expect(merged.provenance.gone).toEqual({});
});

test('no record holds more keys than the limit; what is there may still change', () => {
  const full = inTurn([write({ a: 1, b: 2, c: 3 })], { ...rules, maxKeys: 3 });
  const merged = mergeTraits(full, [write({ a: 9, d: 4 })], { ...rules, maxKeys: 3 });
  expect(merged.values).toEqual({ a: 9, b: 2, c: 3 });
  expect(merged.ignored).toEqual([{ key: 'd', reason: 'too_many_keys' }]);
});

test('keys written together share a mark, and marks that nothing needs are gone', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n]));
  const merged = inTurn([write(many), write({ k1: 'x' }, { level: 2 }), write(many, { level: 2, time: NOW + 1 })]);
  expect(merged.provenance.marks).toHaveLength(1);
});

test('what it is given is never changed, and a key moved there and back in one call has not changed', () => {
  const stored = inTurn([write({ plan: { a: [1] } })]);
  const before = JSON.stringify(stored);
  const merged = mergeTraits(stored, [write({ plan: 'x' }), write({ plan: { a: [1] } })], rules);
  expect(JSON.stringify(stored)).toBe(before);
  expect(merged.changed).toEqual([]);
});

test('nested values are replaced whole, and the order of their keys counts', () => {
  const stored = inTurn([write({ address: { street: 'A', city: 'B' } })]);
  expect(mergeTraits(stored, [write({ address: { city: 'B' } })], rules).values).toEqual({ address: { city: 'B' } });
  expect(mergeTraits(stored, [write({ address: { city: 'B', street: 'A' } })], rules).changed).toEqual(['address']);
});

test('hostile keys are plain data and survive a round trip through JSON', () => {
  const said = JSON.parse('{"__proto__":{"admin":true},"constructor":"c","hasOwnProperty":1,"toString":null,"":0}');
  const merged = mergeTraits(emptyTraits(), [write(said)], rules);
  const stored = JSON.parse(JSON.stringify({ values: merged.values, provenance: merged.provenance })) as Traits;
  expect(Object.keys(stored.values)).toEqual(['__proto__', 'constructor', 'hasOwnProperty', '']);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  expect(markOf(stored.provenance, '__proto__')?.[0]).toBe(NOW);
  expect(markOf(stored.provenance, 'valueOf')).toBeNull();
  expect(mergeTraits(stored, [write(said)], rules).changed).toEqual([]);
});
