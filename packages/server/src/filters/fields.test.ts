import { describe, expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { testDatabase } from '../testing/test-database.ts';
import { type FixtureCompany, type FixturePerson, questions } from './audience-fixture.ts';

const { db } = await testDatabase();
const { workspaceOf, matching } = questions(db.sql);

describe('fields', async () => {
  const companies: FixtureCompany[] = [
    {
      externalId: 'Acme',
      createdAt: '2026-05-25T00:00:00Z',
      values: { name: 'Acme Inc', plan: 'scale', mrr: 900, seats: 12, employee_count: 40 },
    },
    { externalId: 'beta', values: { name: 'Beta', signed_up_at: '2025-01-01T00:00:00Z' }, levels: { name: 2 } },
  ];
  const people: FixturePerson[] = [
    {
      userId: 'jane',
      proof: 'verified',
      values: {
        name: 'Jane Doe',
        email: 'Jane@Acme.test',
        plan: 'pro',
        role: 'admin',
        mrr: 99.5,
        arr: 0,
        on_contract: true,
        renewal_status: 'at_risk',
        renewal_date: '2026-06-01T00:00:00Z',
        signed_up_at: '2026-05-17T12:00:00Z',
      },
      levels: { plan: 2, mrr: 1, name: 0 },
      times: {
        first_seen: '2026-05-20T00:00:00Z',
        last_seen: '2026-05-27T11:00:00.000500Z',
        created_at: '2026-05-17T12:00:01Z',
      },
      companies: [{ id: 'Acme' }, { id: 'beta', trust: 'claimed' }],
    },
    { userId: 'sam', values: { name: 'Sam', plan: 'free' }, companies: [{ id: 'beta' }] },
    { userId: 'zoe', values: { name: 'Zoe' }, times: { last_seen: '2025-01-01T00:00:00Z' } },
    { userId: null, kind: 'lead', values: { name: 'lead', email: 'lead@x.test', plan: 'pro' } },
  ];
  const workspaceId = await workspaceOf(people, companies);

  test.each<[unknown, string[]]>([
    [{ field: 'user_id', op: 'in', value: ['JANE', 'nobody'] }, ['jane']],
    [{ field: 'company.created_at', op: 'within_last', value: { amount: 3, unit: 'days' } }, ['jane']],
    [{ field: 'company.created_at', op: 'before', value: '2026-05-25' }, ['jane', 'sam']],
    [{ field: 'company.last_contacted_at', op: 'is_not_set' }, ['jane', 'lead', 'sam', 'zoe']],
    [{ field: 'user_id', op: 'is_not_set' }, ['lead']],
    [{ field: 'email', op: 'is', value: 'jane@acme.TEST' }, ['jane']],
    [{ field: 'name', op: 'starts_with', value: 'jane' }, ['jane']],
    [{ field: 'kind', op: 'is', value: 'lead' }, ['lead']],
    [{ field: 'kind', op: 'not_in', value: ['lead'] }, ['jane', 'sam', 'zoe']],
    [{ field: 'proof', op: 'is', value: 'verified' }, ['jane']],
    [{ field: 'proof', op: 'is_not', value: 'verified' }, ['lead', 'sam', 'zoe']],
    [{ field: 'plan', op: 'is', value: 'pro' }, ['jane', 'lead']],
    [{ field: 'role', op: 'is_set' }, ['jane']],
    [{ field: 'on_contract', op: 'is', value: true }, ['jane']],
    [{ field: 'renewal_status', op: 'is', value: 'at_risk' }, ['jane']],
    [{ field: 'renewal_date', op: 'within_next', value: { amount: 1, unit: 'weeks' } }, ['jane']],
    [{ field: 'mrr', op: 'gt', value: 99 }, ['jane']],
    [{ field: 'mrr', op: 'is', value: '99.50' }, ['jane']],
    [{ field: 'arr', op: 'in', value: [0, 5] }, ['jane']],
    [{ field: 'mrr', op: 'is_not', value: 99.5 }, ['lead', 'sam', 'zoe']],
    [{ field: 'mrr', op: 'is_not_set' }, ['lead', 'sam', 'zoe']],
    [{ field: 'signed_up_at', op: 'on_or_after', value: '2026-05-17' }, ['jane']],
    [{ field: 'signed_up_at', op: 'is', value: '2026-05-17' }, ['jane']],
    [{ field: 'signed_up_at', op: 'in', value: ['2020-01-01', '2026-05-17T12:00:00Z'] }, ['jane']],
    [{ field: 'signed_up_at', op: 'before', value: '2026-05-17' }, []],
    [{ field: 'customer_for', op: 'is', value: 10 }, ['jane']],
    [{ field: 'customer_for', op: 'gte', value: 10 }, ['jane']],
    [{ field: 'customer_for', op: 'gt', value: 10 }, []],
    [{ field: 'customer_for', op: 'lt', value: 10.5 }, ['jane']],
    [{ field: 'customer_for', op: 'between', value: [9.5, 10] }, ['jane']],
    [{ field: 'customer_for', op: 'is', value: 10.5 }, []],
    [{ field: 'customer_for', op: 'lt', value: 1e300 }, ['jane']],
    [{ field: 'customer_for', op: 'gt', value: 1e300 }, []],
    [{ field: 'customer_for', op: 'is_not_set' }, ['lead', 'sam', 'zoe']],
    [{ field: 'created_at', op: 'after', value: '2026-01-01' }, ['jane']],
    [{ field: 'first_seen', op: 'is_set' }, ['jane']],
    [{ field: 'last_seen', op: 'within_last', value: { amount: 90, unit: 'minutes' } }, ['jane']],
    [{ field: 'last_seen', op: 'on_or_after', value: '2026-05-27T11:00:00.000Z' }, ['jane']],
    [{ field: 'last_seen', op: 'after', value: '2026-05-27T11:00:00.000500Z' }, []],
    [{ field: 'last_seen', op: 'before', value: '2026-01-01' }, ['zoe']],
    [{ field: 'last_seen', op: 'after', value: '9999-12-31' }, []],
    [{ field: 'last_contacted_at', op: 'is_not_set' }, ['jane', 'lead', 'sam', 'zoe']],
    [{ field: 'company.id', op: 'is', value: 'acme' }, ['jane']],
    [{ field: 'company.id', op: 'in', value: ['beta', 'other'] }, ['jane', 'sam']],
    [{ field: 'company.id', op: 'starts_with', value: 'AC' }, ['jane']],
    [{ field: 'company.id', op: 'is_not', value: 'acme' }, ['lead', 'sam', 'zoe']],
    [{ field: 'company.id', op: 'is_not_set' }, ['lead', 'zoe']],
    [{ field: 'company.name', op: 'is', value: 'beta' }, ['jane', 'sam']],
    [{ field: 'company.plan', op: 'is', value: 'scale' }, ['jane']],
    [{ field: 'company.employee_count', op: 'gte', value: 40 }, ['jane']],
    [{ field: 'company.mrr', op: 'gte', value: 900 }, ['jane']],
    [{ field: 'company.signed_up_at', op: 'before', value: '2026-01-01' }, ['jane', 'sam']],
    [{ field: 'company.custom:seats', op: 'lt', value: 13 }, ['jane']],
    [{ field: 'company.custom:seats', op: 'is_not_set' }, ['lead', 'sam', 'zoe']],
  ])('%j', async (filter, matches) => {
    expect(await matching(workspaceId, filter)).toEqual(matches);
  });

  test('users, leads and all', async () => {
    expect(await matching(workspaceId, {}, {}, 'users')).toEqual(['jane', 'sam', 'zoe']);
    expect(await matching(workspaceId, {}, {}, 'leads')).toEqual(['lead']);
    expect(await matching(workspaceId, { field: 'plan', op: 'is_not', value: 'pro' }, {}, 'users')).toEqual([
      'sam',
      'zoe',
    ]);
  });

  test('a hundred full lists are one statement with few parameters', async () => {
    const lists = Array.from({ length: 50 }, (_, list) => [
      { field: 'mrr', op: 'in', value: Array.from({ length: 1_000 }, (_, index) => list * 1_000 + index + 0.5) },
      { field: 'created_at', op: 'in', value: Array(1_000).fill(`20${String(list + 20).padStart(2, '0')}-05-17`) },
    ]).flat();
    expect(await matching(workspaceId, { any: lists })).toEqual(['jane']);
    expect(await matching(workspaceId, { not: { any: lists } })).toEqual(['lead', 'sam', 'zoe']);
  });

  test('another workspace and contacts not asked about never match', async () => {
    expect(await matching(newId(), {})).toEqual([]);
    expect(await matching(workspaceId, {}, { contactIds: [newId()] })).toEqual([]);
    expect(await matching(workspaceId, {}, { contactIds: [] })).toEqual([]);
  });

  test('case 91: a value below the trust asked for counts as not set', async () => {
    const plan = (op: string, trust: string) => matching(workspaceId, { field: 'plan', op, value: 'pro', trust });
    expect(await plan('is', 'claimed')).toEqual(['jane', 'lead']);
    expect(await plan('is', 'verified')).toEqual(['jane']);
    expect(await plan('is_not', 'verified')).toEqual(['lead', 'sam', 'zoe']);
    expect(await plan('is_not_set', 'self')).toEqual(['lead', 'sam', 'zoe']);
    expect(await matching(workspaceId, { field: 'mrr', op: 'gt', value: 0, trust: 'self' })).toEqual(['jane']);
    expect(await matching(workspaceId, { field: 'mrr', op: 'gt', value: 0, trust: 'verified' })).toEqual([]);
  });

  test('a verified company value needs a verified membership too', async () => {
    const beta = { field: 'company.name', op: 'is', value: 'beta', trust: 'verified' };
    expect(await matching(workspaceId, beta)).toEqual(['sam']);
    expect(await matching(workspaceId, { field: 'company.id', op: 'is', value: 'beta', trust: 'verified' })).toEqual([
      'sam',
    ]);
  });

  test('where trust matters, claimed companies and claims about companies move nobody', async () => {
    for (const identityMode of ['report', 'enforce'] as const) {
      const ask = (filter: unknown) => matching(workspaceId, filter, { identityMode });
      expect(await ask({ field: 'company.name', op: 'is', value: 'beta' })).toEqual(['sam']);
      expect(await ask({ field: 'company.id', op: 'is', value: 'beta' })).toEqual(['sam']);
      expect(await ask({ field: 'company.plan', op: 'is', value: 'scale' })).toEqual([]);
      expect(await ask({ field: 'plan', op: 'is', value: 'pro' })).toEqual(['jane', 'lead']);
    }
  });
});
