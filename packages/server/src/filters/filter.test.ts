import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { conditionsOf, parseFilter } from './filter.ts';

const plan = { field: 'plan', op: 'is', value: 'pro' };

function refusalOf(input: unknown): { code: string; path: unknown; message: string } | null {
  try {
    parseFilter(input);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, path: error.details.path, message: error.message };
  }
}

test('a good filter keeps its shape, and every condition knows its place', () => {
  const filter = parseFilter({
    all: [
      plan,
      { any: [{ not: { ...plan, op: 'is_set' } }, { field: 'company.mrr', op: 'gt', value: '5', trust: 'self' }] },
    ],
  });
  expect(conditionsOf(filter).map(({ path, field, op, trust }) => [path, field.name, op, trust])).toEqual([
    ['filter.all[0]', 'plan', 'is', 'claimed'],
    ['filter.all[1].any[0].not', 'plan', 'is_set', 'claimed'],
    ['filter.all[1].any[1]', 'company.mrr', 'gt', 'self'],
  ]);
});

test.each([{}, { all: [] }, { any: [] }, { not: {} }, plan, { field: 'custom:a.b"c', op: 'is_not_set' }])(
  '%j is a filter',
  (input) => {
    expect(refusalOf(input)).toBe(null);
  },
);

describe('what is wrong is refused with its path', () => {
  const MRR = { field: 'mrr', op: 'gt' };
  const SIGNED = { field: 'signed_up_at', op: 'before' };
  const WITHIN = { field: 'signed_up_at', op: 'within_last' };
  test.each<[unknown, string]>([
    [null, 'filter'],
    ['plan is pro', 'filter'],
    [[plan], 'filter'],
    [{ all: plan }, 'filter.all'],
    [{ all: [plan], any: [] }, 'filter'],
    [{ not: [plan] }, 'filter.not'],
    [{ all: [plan, 7] }, 'filter.all[1]'],
    [{ nope: 1 }, 'filter'],
    [{ ...plan, filed: 1 }, 'filter'],
    [JSON.parse('{"__proto__": {"all": []}}'), 'filter'],
    [{ op: 'is', value: 1 }, 'filter.field'],
    [{ ...plan, field: 7 }, 'filter.field'],
    [{ ...plan, field: 'shoe_size' }, 'filter.field'],
    [{ ...plan, field: 'constructor' }, 'filter.field'],
    [{ ...plan, field: 'custom:' }, 'filter.field'],
    [{ ...plan, field: `custom:${'k'.repeat(256)}` }, 'filter.field'],
    [{ ...plan, field: 'company.email' }, 'filter.field'],
    [{ ...plan, field: 'company.shoe' }, 'filter.field'],
    [{ ...plan, op: 'like' }, 'filter.op'],
    [{ ...plan, op: 'did' }, 'filter.op'],
    [{ ...plan, op: ['is'] }, 'filter.op'],
    [{ field: 'plan', value: 'pro' }, 'filter.op'],
    [{ field: 'plan', op: 'is' }, 'filter.value'],
    [{ ...plan, value: null }, 'filter.value'],
    [{ ...plan, value: { a: 1 } }, 'filter.value'],
    [{ ...plan, value: ['pro'] }, 'filter.value'],
    [{ ...plan, value: Number.NaN }, 'filter.value'],
    [{ ...plan, op: 'in' }, 'filter.value'],
    [{ ...plan, op: 'in', value: ['a', 'b', null] }, 'filter.value[2]'],
    [{ ...plan, op: 'contains', value: '  ' }, 'filter.value'],
    [{ ...plan, op: 'contains', value: 'x'.repeat(1_001) }, 'filter.value'],
    [{ ...plan, trust: 'high' }, 'filter.trust'],
    [{ field: 'created_at', op: 'is_set', trust: 'self' }, 'filter.trust'],
    [{ ...MRR, value: 'many' }, 'filter.value'],
    [{ ...MRR, value: '1e3' }, 'filter.value'],
    [{ ...MRR, value: '12345678901234567' }, 'filter.value'],
    [{ ...MRR, value: true }, 'filter.value'],
    [{ ...MRR, op: 'is', value: 'many' }, 'filter.value'],
    [{ ...MRR, op: 'before', value: '2026-01-01' }, 'filter.value'],
    [{ ...MRR, op: 'contains', value: '1' }, 'filter.value'],
    [{ ...MRR, op: 'between', value: [1] }, 'filter.value'],
    [{ ...MRR, op: 'between', value: ['2026-01-01', '2026-01-02'] }, 'filter.value'],
    [{ ...SIGNED, value: 'yesterday' }, 'filter.value'],
    [{ ...SIGNED, value: '2026-02-30' }, 'filter.value'],
    [{ ...SIGNED, value: '2026-13-01' }, 'filter.value'],
    [{ ...SIGNED, value: '0000-01-01' }, 'filter.value'],
    [{ ...SIGNED, value: '10000-01-01' }, 'filter.value'],
    [{ ...SIGNED, value: '2026-01-01T25:00Z' }, 'filter.value'],
    [{ ...SIGNED, value: 1_779_840_000_000 }, 'filter.value'],
    [{ ...SIGNED, value: 'infinity' }, 'filter.value'],
    [{ ...SIGNED, op: 'gt', value: 5 }, 'filter.value'],
    [{ ...WITHIN, value: 7 }, 'filter.value'],
    [{ ...WITHIN, value: { amount: 0, unit: 'days' } }, 'filter.value'],
    [{ ...WITHIN, value: { amount: 1.5, unit: 'days' } }, 'filter.value'],
    [{ ...WITHIN, value: { amount: 1, unit: 'years' } }, 'filter.value'],
    [{ ...WITHIN, value: { amount: 1e9, unit: 'days' } }, 'filter.value'],
    [{ field: 'kind', op: 'contains', value: 'us' }, 'filter.value'],
    [{ all: [{ any: [{ not: { ...plan, op: 'x' } }] }] }, 'filter.all[0].any[0].not.op'],
  ])('%j at %s', (input, path) => {
    expect(refusalOf(input)).toMatchObject({ code: 'invalid_filter', path });
  });

  test.each(['stripe.status', 'stripe.mrr', 'stripe.ltv'])('%s is known, and Stripe is not connected', (field) => {
    const refusal = refusalOf({ field, op: 'is_set' });
    expect(refusal).toMatchObject({ code: 'invalid_filter', path: 'filter.field' });
    expect(refusal?.message).toContain('Stripe is not connected');
  });
});

describe('case 84: caps', () => {
  const nested = (levels: number) => {
    let filter: unknown = plan;
    for (let level = 0; level < levels; level++) filter = level % 2 ? { not: filter } : { all: [filter] };
    return filter;
  };

  test('eight levels, not nine, and no depth breaks it', () => {
    expect(refusalOf(nested(8))).toBe(null);
    expect(refusalOf(nested(9))?.code).toBe('invalid_filter');
    expect(refusalOf(nested(100_000))?.code).toBe('invalid_filter');
  });

  test('a hundred conditions, not one more, wherever they stand', () => {
    const conditions = Array(100).fill(plan);
    expect(refusalOf({ all: conditions })).toBe(null);
    expect(refusalOf({ all: [...conditions, plan] })?.code).toBe('invalid_filter');
    expect(refusalOf({ all: [{ any: conditions }, { not: plan }] })?.path).toBe('filter.all[1].not');
    expect(refusalOf({ all: Array(5_000).fill({}) })?.code).toBe('invalid_filter');
  });

  test('a thousand values in a list, not one more', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => index);
    expect(refusalOf({ field: 'plan', op: 'in', value: values })).toBe(null);
    expect(refusalOf({ field: 'plan', op: 'not_in', value: [...values, 1_000] })?.path).toBe('filter.value');
  });

  test('groups without conditions are counted as well', () => {
    const hundred = { all: Array(100).fill({ any: Array(100).fill({}) }) };
    expect(refusalOf(hundred)?.code).toBe('invalid_filter');
  });
});
