import { describe, expect, test } from 'vitest';
import { buildFacts, readFacts, readMoment, readNumber, readText, readValue } from './read-value.ts';

const DAY = Date.parse('2026-05-27T00:00:00Z');

describe('readValue', () => {
  test.each<[unknown, unknown]>([
    [undefined, null],
    [null, null],
    ['', null],
    [' \t\n\u00a0', null],
    [[], null],
    [[null, '', ' '], null],
    [Number.NaN, null],
    ['Pro ', { t: ['pro'] }],
    [10, { t: ['10'], n: [10] }],
    [-0, { t: ['0'], n: [0] }],
    ['10', { t: ['10'], n: [10] }],
    [' 010.50 ', { t: ['010.50'], n: [10.5] }],
    ['1e3', { t: ['1e3'] }],
    ['0x10', { t: ['0x10'] }],
    ['NaN', { t: ['nan'] }],
    ['1234567890123456', { t: ['1234567890123456'] }],
    [true, { t: ['true'] }],
    [{}, {}],
    [{ a: 1 }, {}],
    [[{ a: 1 }], {}],
    [[[1]], {}],
    [['A', 'a', 1, { x: 1 }], { t: ['a', '1'], n: [1] }],
    ['2026-05-27', { t: ['2026-05-27'], d: [DAY] }],
    ['2026-05-27T00:00:00.000000+00:00', { t: ['2026-05-27t00:00:00.000000+00:00'], d: [DAY] }],
    ['e\u0301', { t: ['é'] }],
    ['a\u0000b\ud800', { t: ['a\ufffdb\ufffd'] }],
  ])('%j reads as %j', (value, facts) => {
    expect(readValue(value, 'UTC')).toEqual(facts);
  });
});

describe('facts of a record', () => {
  test('hold every set key, with the trust of its value where it is more than claimed', () => {
    const facts = buildFacts({
      values: { name: 'Jane', 'custom:plan': 'Pro', 'custom:seats': 42, gone: null },
      levels: { 'custom:plan': 2, 'custom:seats': 1, name: 0 },
      zone: 'UTC',
    });
    expect(facts).toEqual({
      name: { t: ['jane'] },
      'custom:plan': { t: ['pro'], l: 2 },
      'custom:seats': { t: ['42'], n: [42], l: 1 },
    });
  });

  test('treat hostile keys as data', () => {
    const values = JSON.parse('{"__proto__": "x", "constructor": {"a": 1}, "a\\u0000b": 1}');
    const facts = buildFacts({ values, levels: {}, zone: 'UTC' });
    expect(Object.keys(facts)).toEqual(['__proto__', 'constructor', 'a\ufffdb']);
    expect(Object.getPrototypeOf(facts)).toBe(Object.prototype);
    expect(readFacts({ toString: 1 }, 'UTC')).toEqual({ toString: { t: ['1'], n: [1] } });
  });
});

describe('readMoment', () => {
  const iso = (text: string, zone = 'UTC') => {
    const moment = readMoment(text, zone);
    return moment && [new Date(moment.start).toISOString(), new Date(moment.end).toISOString(), moment.wholeDay];
  };

  test.each([
    ['2026-05-27', 'UTC', '2026-05-27T00:00:00.000Z', '2026-05-28T00:00:00.000Z', true],
    [' 2024-02-29 ', 'UTC', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z', true],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z', true],
    ['2026-05-27T10:00', 'Asia/Tokyo', '2026-05-27T01:00:00.000Z', '2026-05-27T01:00:00.001Z', false],
    ['2026-05-27T10:00:00Z', 'Asia/Tokyo', '2026-05-27T10:00:00.000Z', '2026-05-27T10:00:00.001Z', false],
    ['2026-05-27T10:00:00.1239+0530', 'UTC', '2026-05-27T04:30:00.123Z', '2026-05-27T04:30:00.124Z', false],
    ['2026-05-27T10:00:00-03', 'UTC', '2026-05-27T13:00:00.000Z', '2026-05-27T13:00:00.001Z', false],
    ['0001-01-01', 'UTC', '0001-01-01T00:00:00.000Z', '0001-01-02T00:00:00.000Z', true],
  ])('reads %j in %s', (text, zone, start, end, wholeDay) => {
    expect(iso(text, zone)).toEqual([start, end, wholeDay]);
  });

  test.each([
    '2026-5-27',
    '2026-02-29',
    '2026-04-31',
    '2026-00-01',
    '2026-01-00',
    '0000-12-31',
    '10000-01-01',
    '+002026-01-01',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2026-05-27 10:00:00',
    '2026-05-27t10:00:00z',
    '2026-05-27T24:00:00Z',
    '2026-05-27T10:60Z',
    '2026-05-27T10:00:60Z',
    '2026-05-27T10',
    '2026-05-27T10:00:00+19:00',
    '2026-05-27Z',
    '20260527',
    '2026-W22',
    'now',
    'infinity',
    '',
  ])('does not read %j', (text) => {
    expect(readMoment(text, 'UTC')).toBe(null);
  });

  test('reads nothing but text', () => {
    for (const value of [DAY, new Date(), null, ['2026-05-27']]) expect(readMoment(value, 'UTC')).toBe(null);
  });
});

test('numbers and texts are read the same for stored and asked values', () => {
  expect([
    readNumber('42'),
    readNumber(' -0.5 '),
    readNumber(1e300),
    readNumber('+1'),
    readNumber('1,5'),
    readNumber('.5'),
    readNumber(true),
  ]).toEqual([42, -0.5, 1e300, null, null, null, null]);
  expect([readText(' ÀB '), readText(1e21), readText(false), readText(null), readText(['a'])]).toEqual([
    'àb',
    '1e+21',
    'false',
    null,
    null,
  ]);
});
