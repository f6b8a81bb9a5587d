import { describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import { questions } from './audience-fixture.ts';

const { db } = await testDatabase();
const { workspaceOf, matching } = questions(db.sql);

/** One person per stored value, named after it. */
const VALUES: Record<string, unknown> = {
  absent: undefined,
  blank: '  ',
  empty_list: [],
  nulls: [null, ''],
  object: { plan: 'pro' },
  empty_object: {},
  pro: 'pro',
  Pro_spaced: '  Pro ',
  professional: 'professional',
  free: 'free',
  ten: 10,
  ten_text: '10',
  ten_point: '10.0',
  seven_text: '007',
  minus: -3.5,
  huge: 1e300,
  exponent: '1e3',
  true: true,
  true_text: 'True',
  false: false,
  list: ['basic', 'PRO', 20],
  objects: [{ plan: 'pro' }],
  day: '2026-05-27',
  instant: '2026-05-27T23:59:59.999Z',
  zoned: '2026-05-28T01:00:00+02:00',
  next_day: '2026-05-28',
  bad_day: '2026-02-30',
  infinity: 'Infinity',
  now: 'now',
  percent: '100%_off',
};
const SET = Object.keys(VALUES).filter((name) => !['absent', 'blank', 'empty_list', 'nulls'].includes(name));
const sorted = (names: string[]) => [...names].sort();

describe('case 82: operator × type × missing', async () => {
  const people = Object.entries(VALUES).map(([userId, value]) => ({ userId, values: { v: value } }));
  const workspaceId = await workspaceOf(people);

  const MATRIX: [op: string, value: unknown, matches: string[]][] = [
    ['is_set', undefined, SET],
    ['is', 'pro', ['Pro_spaced', 'list', 'pro']],
    ['is', ' PRO', ['Pro_spaced', 'list', 'pro']],
    ['is', 10, ['ten', 'ten_text']],
    ['is', '10', ['ten', 'ten_text']],
    ['is', 7, []],
    ['is', '007', ['seven_text']],
    ['is', true, ['true', 'true_text']],
    ['is', 'false', ['false']],
    ['is', 20, ['list']],
    ['is', '', []],
    ['is', '2026-05-27', ['day']],
    ['in', ['pro', 10, false], ['Pro_spaced', 'false', 'list', 'pro', 'ten', 'ten_text']],
    ['in', [''], []],
    ['in', [], []],
    ['contains', 'PRO', ['Pro_spaced', 'list', 'pro', 'professional']],
    ['contains', '%', ['percent']],
    ['contains', '_', ['percent']],
    ['contains', '.', ['instant', 'minus', 'ten_point']],
    ['starts_with', 'pro', ['Pro_spaced', 'list', 'pro', 'professional']],
    ['ends_with', 'AL', ['professional']],
    ['ends_with', '.0', ['ten_point']],
    ['gt', 9.5, ['huge', 'list', 'ten', 'ten_point', 'ten_text']],
    ['gte', '10', ['huge', 'list', 'ten', 'ten_point', 'ten_text']],
    ['lt', 7, ['minus']],
    ['lte', 7, ['minus', 'seven_text']],
    ['between', [7, 10], ['seven_text', 'ten', 'ten_point', 'ten_text']],
    ['between', [10, 7], []],
    ['between', ['2026-05-27', '2026-05-27'], ['day', 'instant', 'zoned']],
    ['before', '2026-05-28', ['day', 'instant', 'zoned']],
    ['after', '2026-05-27', ['next_day']],
    ['after', '2026-05-27T23:59:59.998Z', ['instant', 'next_day']],
    ['on', '2026-05-27', ['day', 'instant', 'zoned']],
    ['on', '2026-05-27T09:00:00Z', ['day', 'instant', 'zoned']],
    ['on_or_before', '2026-05-27', ['day', 'instant', 'zoned']],
    ['on_or_after', '2026-05-27', ['day', 'instant', 'next_day', 'zoned']],
    ['within_last', { amount: 1, unit: 'days' }, ['day']],
    ['within_next', { amount: 12, unit: 'hours' }, ['instant', 'next_day', 'zoned']],
    ['more_than_ago', { amount: 12, unit: 'hours' }, []],
    ['more_than_ago', { amount: 11, unit: 'hours' }, ['day']],
  ];

  test.each(MATRIX)('%s %j', async (op, value, matches) => {
    expect(await matching(workspaceId, { field: 'custom:v', op, value })).toEqual(sorted(matches));
  });

  test.each([
    ['is_not', 'is', 'pro'],
    ['is_not', 'is', ''],
    ['not_in', 'in', ['pro', 10]],
    ['not_in', 'in', []],
    ['not_contains', 'contains', 'pro'],
    ['is_not_set', 'is_set', undefined],
  ])('case 86: %s is exactly everybody whom %s leaves out', async (negative, positive, value) => {
    const hit = await matching(workspaceId, { field: 'custom:v', op: positive, value });
    const missed = await matching(workspaceId, { field: 'custom:v', op: negative, value });
    expect(sorted([...hit, ...missed])).toEqual(sorted(Object.keys(VALUES)));
    expect(await matching(workspaceId, { not: { field: 'custom:v', op: positive, value } })).toEqual(missed);
  });

  test('groups: nothing asked is everybody, any of nothing is nobody', async () => {
    const everybody = sorted(Object.keys(VALUES));
    expect(await matching(workspaceId, {})).toEqual(everybody);
    expect(await matching(workspaceId, { all: [] })).toEqual(everybody);
    expect(await matching(workspaceId, { any: [] })).toEqual([]);
    expect(await matching(workspaceId, { not: { any: [] } })).toEqual(everybody);
    expect(await matching(workspaceId, { all: [{ any: [] }, {}] })).toEqual([]);
  });
});
