import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import { anyValue } from './any-value.ts';
import { NOW, questions } from './audience-fixture.ts';
import type { SavedFilter } from './filter.ts';
import { type NaiveLevels, type NaiveRecord, naiveMatch } from './naive-reference.ts';

const { db } = await testDatabase();
const { workspaceOf, matching, matchingCompanies } = questions(db.sql);
/** Asked by way of what indexes hold, the answer is the same. */
const INDEXED = new Map(['n custom:v', 'd custom:v', 'n custom:w', 'd custom:w'].map((serves) => [serves, []]));

test('cases 82, 86, 91: whatever is stored, asked and done, of whatever trust and in whatever segment, SQL and the plain reading agree', {
  timeout: 60_000,
}, async () => {
  const value = anyValue;
  const time = fc.constantFrom(
    null,
    '2026-05-27T11:59:00Z',
    '2026-05-20T00:00:00Z',
    '2026-06-02T08:00:00Z',
    '2025-01-31T23:59:59.999Z',
  );
  const amount = fc.constantFrom(null, 0, 10, 10.5, -3, 7);
  const traits = fc.record({
    plan: value,
    v: value,
    w: value,
    mrr: amount,
    signed_up_at: time,
    name: fc.constantFrom(null, 'Pro', 'free', '10'),
  });
  const KEYS = ['plan', 'v', 'w', 'mrr', 'signed_up_at', 'name'] as const;
  const level = fc.constantFrom(0 as const, 1 as const, 2 as const);
  const levels = fc.record(Object.fromEntries(KEYS.map((key) => [key, level])));
  const company = fc.record({ values: traits, levels, createdAt: time.map((at) => at ?? '2026-01-01T00:00:00Z') });
  const someCompanies = (count: number) =>
    fc.sample(company, count).map((one, index) => ({ externalId: `c${index}`, ...one }));
  const companies = someCompanies(8);
  const membership = fc.record({ company: fc.nat(7), trust: fc.constantFrom('claimed', 'self', 'verified') });
  const proof = fc.constantFrom('claimed', 'verified');
  const kind = fc.constantFrom('user' as const, 'user' as const, 'lead' as const);
  const EVENTS = ['exported', 'Ex"por\'ted', 'opened'];
  const event = fc.record({
    type: fc.constantFrom(...EVENTS),
    at: fc.constantFrom(
      '2026-05-27T11:00:00Z',
      '2026-05-20T12:00:00Z',
      '2026-05-20T11:59:59.999Z',
      '2026-05-01T00:00:00Z',
    ),
    trust: fc.constantFrom('claimed' as const, 'verified' as const),
  });
  const events = fc.array(event, { maxLength: 4 });
  const of = fc.uniqueArray(membership, { maxLength: 3, selector: ({ company }) => company });
  const word = fc.constantFrom(null, 'subscribed' as const, 'unsubscribed' as const);
  const said = fc.record({ in: word, out: word });
  const people = fc
    .sample(fc.record({ values: traits, levels, proof, last: time, of, kind, events, said }), 120)
    .map(({ last, of: mine, ...person }, index) => ({
      ...person,
      userId: `u${String(index).padStart(3, '0')}`,
      values: person.values as Record<string, unknown>,
      times: last ? { last_seen: last } : {},
      companies: mine.map(({ company, trust }) => ({ id: `c${company}`, trust })),
    }));
  const workspaceId = await workspaceOf(people, companies);

  const records = people.map((person) => {
    const mine = person.companies.map(({ id }) => companies.find(({ externalId }) => externalId === id)!);
    const record: Record<string, unknown> = {
      user_id: person.userId,
      last_seen: person.times.last_seen,
      customer_for: person.values.signed_up_at,
      'company.id': mine.map(({ externalId }) => externalId),
    };
    for (const key of ['plan', 'v', 'w']) record[`custom:${key}`] = person.values[key];
    for (const key of ['mrr', 'signed_up_at', 'name']) record[key] = person.values[key];
    record['company.created_at'] = mine.map(({ createdAt }) => createdAt);
    for (const key of ['v', 'w']) record[`company.custom:${key}`] = mine.map(({ values }) => values[key as 'v']);
    for (const key of ['mrr', 'signed_up_at', 'name', 'plan'])
      record[`company.${key}`] = mine.map(({ values }) => values[key as 'plan']);
    record.proof = person.proof;
    record.kind = person.kind;
    record.events = person.events;
    record.said = person.said;
    const trusts = person.companies.map(({ trust }) => ['claimed', 'self', 'verified'].indexOf(trust));
    const known: NaiveLevels = { 'company.id': trusts, 'company.created_at': trusts };
    for (const key of KEYS) {
      const own = person.levels[key]!;
      Object.assign(known, { [key]: own, [`custom:${key}`]: own });
      // Both the place in the company and the value must be of the trust asked for.
      const ofMine = mine.map((company, index) => Math.min(company.levels[key]!, trusts[index]!));
      Object.assign(known, { [`company.${key}`]: ofMine, [`company.custom:${key}`]: ofMine });
    }
    known.customer_for = known.signed_up_at!;
    return { userId: person.userId, record: { ...record, plan: person.values.plan } as NaiveRecord, levels: known };
  });

  const anyField = fc.constantFrom(
    'custom:plan',
    'plan',
    'custom:v',
    'custom:w',
    'name',
    'company.custom:v',
    'company.plan',
    'company.name',
  );
  const dateField = fc.constantFrom(
    'signed_up_at',
    'last_seen',
    'company.signed_up_at',
    'company.created_at',
    'custom:v',
    'company.custom:w',
  );
  const numberField = fc.constantFrom('mrr', 'customer_for', 'company.mrr', 'custom:v', 'custom:w', 'company.custom:v');
  const asked = fc.constantFrom<unknown>(
    'pro',
    ' PRO',
    '',
    10,
    '10',
    '007',
    true,
    '2026-05-27',
    '10.5',
    'o',
    '%',
    '.',
    'i̇',
  );
  const number = fc.constantFrom<unknown>(10, 7.5, '10', '-3', 0, 100);
  const date = fc.constantFrom('2026-05-27', '2026-05-20T00:00:00Z', '2025-01-31', '2026-05-27T11:59:00.000Z');
  const span = fc.record({
    amount: fc.constantFrom(1, 7, 500),
    unit: fc.constantFrom('minutes', 'hours', 'days', 'weeks'),
  });
  const leaf = fc.oneof(
    fc.record({ field: anyField, op: fc.constantFrom('is', 'is_not'), value: asked }),
    fc.record({ field: anyField, op: fc.constantFrom('in', 'not_in'), value: fc.array(asked, { maxLength: 3 }) }),
    fc.record({
      field: anyField,
      op: fc.constantFrom('contains', 'not_contains', 'starts_with', 'ends_with'),
      value: asked.filter((part) => String(part).trim() !== ''),
    }),
    fc.record({ field: fc.oneof(anyField, dateField, numberField), op: fc.constantFrom('is_set', 'is_not_set') }),
    fc.record({ field: numberField, op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: number }),
    fc.record({
      field: fc.constantFrom('mrr', 'customer_for', 'company.mrr'),
      op: fc.constantFrom('is', 'is_not'),
      value: number,
    }),
    fc.record({ field: numberField, op: fc.constant('between'), value: fc.tuple(number, number) }),
    fc.record({
      field: dateField,
      op: fc.constantFrom('before', 'after', 'on', 'on_or_before', 'on_or_after'),
      value: date,
    }),
    fc.record({ field: dateField, op: fc.constant('between'), value: fc.tuple(date, date) }),
    fc.record({ field: dateField, op: fc.constantFrom('within_last', 'more_than_ago', 'within_next'), value: span }),
    fc.record({
      field: fc.constantFrom('user_id', 'company.id'),
      op: fc.constantFrom('is', 'is_not'),
      value: fc.constantFrom('U007', 'c3'),
    }),
  );
  const trustAsked = fc.constantFrom(undefined, 'claimed', 'self', 'verified');
  const trusted = fc.tuple(leaf, trustAsked).map(([condition, trust]) => {
    const hasNone = ['user_id', 'last_seen', 'company.created_at'].includes(condition.field);
    return trust === undefined || hasNone ? condition : { ...condition, trust };
  });
  const proven = fc.record({ field: fc.constant('proof'), op: fc.constantFrom('is', 'is_not'), value: proof });
  const did = fc.record(
    {
      field: fc.constantFrom(...EVENTS.map((type) => `event:${type}`)),
      op: fc.constantFrom('did', 'did_not'),
      within_days: fc.constantFrom(1, 7, 30),
      at_least: fc.constantFrom(1, 2, 3),
    },
    { requiredKeys: ['field', 'op'] },
  );
  const SAVED = {
    pros: {
      contactType: 'users',
      filter: {
        any: [
          { field: 'plan', op: 'is', value: 'pro' },
          { field: 'mrr', op: 'gt', value: 5 },
        ],
      },
    },
    quiet: { contactType: 'all', filter: { field: 'event:opened', op: 'did_not', within_days: 7 } },
    // One that names others.
    both: {
      contactType: 'leads',
      filter: {
        all: [
          { field: 'segment', op: 'not_in', value: ['pros'] },
          { field: 'segment', op: 'is', value: 'quiet' },
        ],
      },
    },
  } as const;
  const saved = new Map<string, SavedFilter>(Object.entries(SAVED));
  const segments = Object.fromEntries(
    Object.entries(SAVED).map(([id, { contactType: type, filter }]) => [id, { type, filter }]),
  );
  const ids = fc.constantFrom(...Object.keys(SAVED));
  const inSegment = fc.oneof(
    fc.record({
      field: fc.constant('segment'),
      op: fc.constantFrom('in', 'not_in'),
      value: fc.array(ids, { maxLength: 2 }),
    }),
    fc.record({ field: fc.constant('segment'), op: fc.constantFrom('is', 'is_not'), value: ids }),
  );
  const consents = fc.record({
    field: fc.constantFrom('consent:in', 'consent:out', 'consent:none'),
    op: fc.constantFrom('is', 'is_not', 'is_set', 'is_not_set'),
    value: fc.constantFrom('subscribed', 'unsubscribed'),
  });
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 9, arbitrary: trusted },
      { weight: 1, arbitrary: proven },
      { weight: 2, arbitrary: did },
      { weight: 2, arbitrary: inSegment },
      { weight: 2, arbitrary: consents },
      fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ not: tie('tree') }),
    ),
  }));

  let pairs = 0;
  await fc.assert(
    fc.asyncProperty(
      tree,
      fc.constantFrom('off', 'report'),
      fc.constantFrom('all', 'users', 'leads'),
      fc.constantFrom(new Map<string, []>(), INDEXED),
      async (filter, identityMode, contactType, indexed) => {
        const scope = { now: NOW.getTime(), trustMatters: identityMode !== 'off', segments };
        const asked = records.filter(({ record }) => contactType === 'all' || contactType === `${record.kind}s`);
        const expected = asked
          .filter(({ record, levels }) => naiveMatch(filter, record, { ...scope, levels }))
          .map(({ userId }) => userId);
        expect(await matching(workspaceId, filter, { identityMode, indexed }, contactType, saved)).toEqual(expected);
        pairs += asked.length;
      },
    ),
    { numRuns: 500 },
  );
  expect(pairs).toBeGreaterThan(20_000);

  // Companies themselves, by the same conditions.
  const { ofCompany } = fc.letrec((tie) => ({
    ofCompany: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 9, arbitrary: trusted.filter(({ field }) => field.startsWith('company.')) },
      fc.record({ all: fc.array(tie('ofCompany'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('ofCompany'), { maxLength: 3 }) }),
      fc.record({ not: tie('ofCompany') }),
    ),
  }));
  const lone = someCompanies(60);
  const ofLone = await workspaceOf([], lone);
  const single = lone.map(({ externalId, values, levels: own, createdAt }) => {
    const named = (key: string) => (['v', 'w'].includes(key) ? `company.custom:${key}` : `company.${key}`);
    const record: NaiveRecord = { 'company.id': [externalId], 'company.created_at': [createdAt] };
    const known: NaiveLevels = { 'company.id': [2] };
    for (const key of KEYS) {
      record[named(key)] = [values[key]];
      known[named(key)] = [own[key]!];
    }
    return { externalId, record, levels: known };
  });
  let companyPairs = 0;
  await fc.assert(
    fc.asyncProperty(ofCompany, async (filter) => {
      const scope = { now: NOW.getTime(), trustMatters: false, segments };
      const expected = single.filter((one) => naiveMatch(filter, one.record, { ...scope, levels: one.levels }));
      const names = expected.map(({ externalId }) => externalId).sort();
      expect(await matchingCompanies(ofLone, filter)).toEqual(names);
      companyPairs += single.length;
    }),
    { numRuns: 400 },
  );
  expect(companyPairs).toBeGreaterThan(20_000);
});
