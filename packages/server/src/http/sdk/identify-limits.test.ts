import { describe, expect, test } from 'vitest';
import { foldAttributeTallies } from '../../contacts/fold-attribute-tallies.ts';
import { testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const user = async (key: string, id: string) => (await halo.call(`/users/${id}`, key)).body.user;
const keys = (from: number, count: number, value: unknown = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${from + n}`, value]));

describe('safety W6: a record holds 500 keys', () => {
  test('of traits; further new ones are named, what is there may change or go', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    await identify(widgetKey, { user_id: 'u1', traits: keys(0, 500) });
    const { body } = await identify(widgetKey, { user_id: 'u1', traits: { k1: 2, k2: null, ...keys(500, 3) } });
    expect(body.ignored).toEqual([
      { key: 'k501', reason: 'too_many_keys' },
      { key: 'k502', reason: 'too_many_keys' },
    ]);
    const { custom_fields } = await user(serverKey, 'u1');
    expect([Object.keys(custom_fields).length, custom_fields.k1, custom_fields.k2, custom_fields.k500]).toEqual([
      500,
      2,
      undefined,
      1,
    ]);
  });

  test('and of context', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    await identify(widgetKey, { user_id: 'u1', context: keys(0, 500) });
    const { body } = await identify(widgetKey, { user_id: 'u1', context: { more: 1, k1: 2 } });
    expect(body.ignored).toEqual([{ key: 'more', reason: 'too_many_keys' }]);
    expect(Object.keys((await user(serverKey, 'u1')).context)).toHaveLength(500);
  });
});

test('safety W6: a key longer than 255 characters is named, cut, and not stored', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const [fits, long] = ['é'.repeat(255), 'é'.repeat(256)];
  const { body } = await identify(widgetKey, {
    user_id: 'u1',
    traits: { [fits]: 1, [long]: 2 },
    context: { [long]: 3 },
  });
  expect(body.ignored).toEqual([
    { key: fits, reason: 'key_too_long' },
    { key: fits, reason: 'key_too_long' },
  ]);
  expect((await user(serverKey, 'u1')).custom_fields).toEqual({ [fits]: 1 });
});

test.each([
  ['in large steps', 9_000, 20],
  ['in small steps', 180, 700],
])('safety W6: a record grows call by call, but not without bound: %s', async (_, size, steps) => {
  const { widgetKey, serverKey } = await halo.workspace();
  const codes = new Set<string | undefined>();
  for (let step = 0; step < steps; step += 10) {
    const calls = Array.from({ length: 10 }, (_item, n) =>
      identify(widgetKey, { user_id: 'u1', traits: { [`k${(step + n) % 480}`]: `${step}${'x'.repeat(size)}` } }),
    );
    for (const { body } of await Promise.all(calls)) codes.add(body.code);
  }
  const stored = Buffer.byteLength(JSON.stringify((await user(serverKey, 'u1')).custom_fields));
  expect(stored).toBeLessThan(120_000);
  if (size > 1_000) expect([...codes]).toContain('too_large');
});

describe('T12: discovered attributes', () => {
  const held = async (id: string) => {
    await foldAttributeTallies(halo.deps);
    const rows = await halo.sql`select scope, key, held_by from discovered_attributes where workspace_id = ${id}`;
    return Object.fromEntries(rows.map((row) => [`${row.scope}:${row.key}`, Number(row.held_by)]));
  };

  test('are 2,000 a scope, however calls arrive; further new keys are named, and recognised keys always fit', async () => {
    const { id, widgetKey, serverKey } = await halo.workspace();
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) => identify(widgetKey, { user_id: `u${n}`, traits: keys(n * 490, 490) })),
    );
    const refused = answers.flatMap(({ body }) => body.ignored);
    expect(refused).toHaveLength(450);
    expect(new Set(refused.map((entry: { reason: string }) => entry.reason))).toEqual(new Set(['too_many_attributes']));
    const [row] = await halo.sql`select count(*)::int from discovered_attributes where workspace_id = ${id}`;
    expect(row!.count).toBe(2_000);
    const { body } = await identify(widgetKey, {
      user_id: 'u0',
      traits: { k0: 2, email: 'a@b.co', name: 'A', more: 1 },
    });
    expect(body.ignored).toEqual([{ key: 'more', reason: 'too_many_attributes' }]);
    expect(await user(serverKey, 'u0')).toMatchObject({ email: 'a@b.co', name: 'A' });
    const context = await identify(widgetKey, { user_id: 'u0', context: { more: 1 } });
    expect(context.body.ignored).toEqual([]);
  });

  test('case 70: a type that changes is reported with its time, what was not taken says nothing, and filters go on working', async () => {
    const { id, widgetKey, serverKey } = await halo.workspace('report');
    await identify(serverKey, { user_id: 'u1', traits: { seats: 3 } });
    await identify(widgetKey, { user_id: 'u1', traits: { seats: 'three' } });
    await identify(widgetKey, { user_id: 'u1', set_once: { seats: true } });
    const types = async () =>
      (await halo.sql`select types from discovered_attributes where workspace_id = ${id} and key = 'seats'`)[0]!.types;
    expect(await types()).toEqual(['number']);
    for (const seats of ['three', '2026-01-01', [1], { a: 1 }, true])
      await identify(serverKey, { user_id: 'u1', traits: { seats } });
    expect(await types()).toEqual(['number', 'text', 'date', 'list', 'object', 'boolean']);
    const [row] = await halo.sql`
      select retyped_at > first_seen as later from discovered_attributes where workspace_id = ${id} and key = 'seats'`;
    expect(row?.later).toBe(true);
    for (const [user_id, seats] of [
      ['u2', '4'],
      ['u3', 5],
      ['u4', 'many'],
      ['u5', 3],
    ])
      await identify(serverKey, { user_id, traits: { seats } });
    const matching = async (filter: object) =>
      (await halo.call('/audiences/preview', serverKey, { filter })).body.user_ids;
    expect(await matching({ field: 'custom:seats', op: 'gte', value: 4 })).toEqual(['u2', 'u3']);
    expect(await matching({ field: 'custom:seats', op: 'is', value: 4 })).toEqual(['u2']);
    expect(await matching({ field: 'custom:seats', op: 'is', value: 'MANY' })).toEqual(['u4']);
  });

  test('count exactly how many records hold them, in all scopes, while they are being folded', async () => {
    const { id, widgetKey, serverKey } = await halo.workspace();
    let random = 7;
    const pick = (count: number) => {
      random = (random * 48_271) % 2_147_483_647;
      return random % count;
    };
    const said = () => ({
      [`t${pick(4)}`]: pick(3) === 0 ? null : pick(3),
      [`t${pick(4)}`]: pick(2) === 0 ? null : 'x',
    });
    const calls = Array.from({ length: 120 }, () => async () => {
      const user_id = `u${pick(5)}`;
      const kind = pick(4);
      if (kind === 0)
        await halo.call('/users/update', serverKey, {
          users: [
            { user_id, traits: said() },
            { user_id, traits: said(), context: said() },
          ],
        });
      else if (kind === 1)
        await halo.call('/companies/identify', widgetKey, {
          company_id: `c${pick(3)}`,
          user_id,
          traits: said(),
          context: said(),
        });
      else await identify(widgetKey, { user_id, traits: said(), set_once: said(), context: said() });
    });
    for (let at = 0; at < calls.length; at += 15) {
      await Promise.all([...calls.slice(at, at + 15).map((call) => call()), foldAttributeTallies(halo.deps)]);
    }
    const real: Record<string, number> = {};
    const count = (scope: string, records: Record<string, unknown>[]) => {
      for (const record of records)
        for (const key of Object.keys(record)) real[`${scope}:${key}`] = (real[`${scope}:${key}`] ?? 0) + 1;
    };
    const people = (await halo.call('/users?limit=100', serverKey)).body.users;
    count(
      'user',
      people.map((person: { custom_fields: object }) => person.custom_fields),
    );
    const companies = await Promise.all(
      ['c0', 'c1', 'c2'].map(
        async (company) => (await halo.call(`/companies/${company}`, serverKey)).body.company ?? {},
      ),
    );
    count(
      'company',
      companies.map((company) => company.custom_fields ?? {}),
    );
    count(
      'context',
      [...people, ...companies].map((record) => record.context ?? {}),
    );
    const counted = Object.entries(await held(id)).filter(([, number]) => number > 0);
    expect(Object.fromEntries(counted)).toEqual(real);
    expect(await halo.sql`select 1 from attribute_tallies where workspace_id = ${id}`).toHaveLength(0);
  });
});

test('T1, T10: JSON types and the order of keys are kept; numbers beyond every number are not stored', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const traits =
    '{"z":1,"a":"1","flag":false,"list":[1,"1",null],"deep":{"y":{"x":[]},"b":2,"a":1},"empty":"","zero":-0,"huge":1e400,"big":1e308}';
  const { body } = await halo.call('/users/identify', widgetKey, `{"user_id":"u1","traits":${traits}}`);
  expect(body.ignored).toEqual([{ key: 'huge', reason: 'invalid_value', detail: 'expected a finite number' }]);
  const { custom_fields } = await user(serverKey, 'u1');
  expect(JSON.stringify(custom_fields)).toBe(
    '{"z":1,"a":"1","flag":false,"list":[1,"1",null],"deep":{"y":{"x":[]},"b":2,"a":1},"empty":"","zero":0,"big":1e+308}',
  );
});

test('T6, T7: recognised keys take their own form and nothing else', async () => {
  const { widgetKey, serverKey, id } = await halo.workspace();
  await halo.sql`update workspaces set time_zone = 'America/New_York' where id = ${id}`;
  halo.turnClock(3);
  const good = {
    name: 'Jané',
    signed_up_at: '2026-03-08',
    renewal_date: '2026-07-01T10:00:00',
    renewal_status: 'at_risk',
    contract_term: 'bi_annual',
    payment_terms: 'monthly',
    on_contract: false,
    mrr: 0,
    arr: -1.25,
  };
  expect((await identify(widgetKey, { user_id: 'u1', traits: good })).body.ignored).toEqual([]);
  expect(await user(serverKey, 'u1')).toMatchObject({
    ...good,
    signed_up_at: '2026-03-08T05:00:00.000000+00:00',
    renewal_date: '2026-07-01T14:00:00.000000+00:00',
  });
  for (const [key, values] of Object.entries({
    signed_up_at: ['tomorrow', '2026-02-30', '0000-01-01', '10000-01-01', 1_700_000_000, true, {}, ''],
    renewal_status: ['At_Risk', '', 1, 'churned'],
    contract_term: ['weekly', ['monthly']],
    on_contract: ['true', 1, 0],
    mrr: ['10', Number.NaN, {}, [1]],
    name: [1, true, {}, ['a']],
    email: [5, {}],
  })) {
    for (const value of values) {
      const { body } = await identify(widgetKey, { user_id: 'u1', traits: { [key]: value, note: 'kept' } });
      if (value !== null && !Number.isNaN(value))
        expect([key, value, body.ignored[0]?.reason]).toEqual([key, value, 'invalid_value']);
    }
  }
  expect(await user(serverKey, 'u1')).toMatchObject({ mrr: null, name: 'Jané', custom_fields: { note: 'kept' } });
  for (const signed_up_at of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
    expect((await identify(widgetKey, { user_id: 'u1', traits: { signed_up_at } })).status).toBe(200);
    expect((await user(serverKey, 'u1')).signed_up_at).toBe(`${signed_up_at.slice(0, -1)}.000000+00:00`);
  }
});
