import { describe, expect, test } from 'vitest';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const update = (key: string, body: object) => halo.call('/users/update', key, body);
const user = async (key: string, id: string) => (await halo.call(`/users/${id}`, key)).body.user;
const seconds = () => Math.floor(halo.deps.now().getTime() / 1000);
const scoped = ({ secret }: TestWorkspace, claims: object = {}) =>
  signToken(secret.secret, { scope: 'users.update', exp: seconds() + 600, ...claims });

test('B2: creates, updates and leaves alone, counted, in one call', async () => {
  const { serverKey } = await halo.workspace();
  await update(serverKey, { users: [{ user_id: 'a', traits: { plan: 'pro' } }] });
  const { body } = await update(serverKey, {
    users: [
      { user_id: 'a', traits: { plan: 'pro' } },
      { user_id: 'b', traits: { plan: 'free' }, context: { cart: { n: 1 } }, set_once: { origin: 'csv' } },
      { user_id: 'a', traits: { seats: 3 } },
      { user_id: 'a', traits: { seats: 4 } },
      { user_id: 'a', traits: { seats: 4 } },
    ],
  });
  expect(body).toMatchObject({
    success: true,
    created: 1,
    updated: 2,
    unchanged: 2,
    skipped: 0,
    failed: 0,
    errors: [],
  });
  expect((await user(serverKey, 'a')).custom_fields).toEqual({ plan: 'pro', seats: 4 });
  expect(await user(serverKey, 'b')).toMatchObject({
    custom_fields: { plan: 'free', origin: 'csv' },
    context: { cart: { n: 1 } },
    first_seen: null,
    last_seen: null,
  });
});

test('one user may stand at the top level; a body with neither is refused', async () => {
  const { serverKey } = await halo.workspace();
  expect((await update(serverKey, { user_id: 'a', traits: { plan: 'pro' } })).body).toMatchObject({ created: 1 });
  expect((await update(serverKey, { users: [] })).body).toMatchObject({ success: true, created: 0, failed: 0 });
  for (const body of [{}, { users: null }, { traits: { plan: 'x' } }]) {
    expect((await update(serverKey, body)).body).toMatchObject({ code: 'invalid_request', path: 'users' });
  }
});

test('case 94: never touches first_seen and last_seen, never announces, and lets no later identify do it', async () => {
  const { id, widgetKey, serverKey } = await halo.workspace();
  await halo.call('/users/identify', widgetKey, { user_id: 'a' });
  const before = await user(serverKey, 'a');
  halo.turnClock(60);
  await update(serverKey, { users: [{ user_id: 'a', traits: { plan: 'x' } }, { user_id: 'b' }] });
  const after = await user(serverKey, 'a');
  expect([after.first_seen, after.last_seen]).toEqual([before.first_seen, before.last_seen]);
  expect(after.updated_at > before.updated_at).toBe(true);
  const [made] = await halo.sql`select announced from contacts where workspace_id = ${id} and external_id = 'b'`;
  expect(made!.announced).toBe(true);
  await halo.call('/users/identify', widgetKey, { user_id: 'b' });
  expect((await user(serverKey, 'b')).first_seen).not.toBeNull();
});

test('update_only skips and counts unknown ids', async () => {
  const { id, serverKey } = await halo.workspace();
  await update(serverKey, { user_id: 'a' });
  const users = [
    { user_id: 'a', traits: { x: 1 } },
    { user_id: 'new', traits: { x: 1 } },
  ];
  expect((await update(serverKey, { users, update_only: true })).body).toMatchObject({
    updated: 1,
    skipped: 1,
    created: 0,
  });
  expect(await halo.sql`select 1 from contacts where workspace_id = ${id}`).toHaveLength(1);
});

test('bad rows are listed with index, id and code; good ones are stored', async () => {
  const { serverKey } = await halo.workspace();
  const users = [
    { user_id: 'a', traits: { created_at: 'x' } },
    { user_id: 'guest' },
    { traits: {} },
    null,
    'text',
    { user_id: 'b', traits: { big: 'x'.repeat(20_000) } },
    { user_id: 'c', timestamp: 'soon' },
    { user_id: 'anonymous' },
    { user_id: 1.5 },
    { user_id: 'd', traits: [] },
    { user_id: 'good', traits: { mrr: 'lots', plan: 'pro' } },
  ];
  const { status, body } = await update(serverKey, { users });
  expect(status).toBe(200);
  expect(body.errors.map(({ index, user_id, code }: Record<string, unknown>) => [index, user_id, code])).toEqual([
    [0, 'a', 'reserved_traits'],
    [1, 'guest', 'invalid_user_id'],
    [2, undefined, 'invalid_request'],
    [3, undefined, 'invalid_request'],
    [4, undefined, 'invalid_request'],
    [5, 'b', 'too_large'],
    [6, 'c', 'invalid_request'],
    [7, 'anonymous', 'invalid_user_id'],
    [8, 1.5, 'invalid_user_id'],
    [9, 'd', 'invalid_request'],
  ]);
  expect(body).toMatchObject({ created: 1, failed: 10, ignored: [{ index: 10, key: 'mrr', reason: 'invalid_value' }] });
  expect((await user(serverKey, 'good')).custom_fields).toEqual({ plan: 'pro' });
});

test('1,000 rows are taken, 1,001 are refused whole', async () => {
  const { id, serverKey } = await halo.workspace();
  const rows = (count: number) => ({ users: Array.from({ length: count }, (_, n) => ({ user_id: `u${n}` })) });
  const refused = await update(serverKey, rows(1_001));
  expect([refused.status, refused.body.code, refused.body.limit]).toEqual([413, 'too_large', 1_000]);
  expect(await halo.sql`select 1 from contacts where workspace_id = ${id}`).toHaveLength(0);
  expect((await update(serverKey, rows(1_000))).body.created).toBe(1_000);
});

describe('who may', () => {
  test('a server key with the scope to write, and nobody without', async () => {
    const workspace = await halo.workspace('report');
    const { id, widgetKey, serverKey } = workspace;
    expect((await update(serverKey, { user_id: 'a' })).status).toBe(200);
    const without = await update(widgetKey, { user_id: 'a' });
    expect([without.status, without.body.code]).toEqual([403, 'identity_required']);
    await halo.sql`update server_keys set scopes = '{read}' where workspace_id = ${id}`;
    await halo.setMode(workspace, 'off');
    const reading = await update(serverKey, { user_id: 'a' });
    expect([reading.status, reading.body.code]).toEqual([403, 'key_scope']);
  });

  test.each<[string, object, string | null]>([
    ['a scoped token', {}, null],
    ['one that ends in an hour and the skew', { exp: 3_600 + 55 }, null],
    ['one that ended within the skew', { exp: -50 }, null],
    ['one that ends later', { exp: 3_600 + 70 }, 'identity_scope'],
    ['one without an end', { exp: undefined }, 'identity_scope'],
    ['one that has ended', { exp: -70 }, 'identity_expired'],
    ['a user token', { scope: undefined, user_id: 'a' }, 'identity_scope'],
    ['the scope of companies', { scope: 'companies.update' }, 'identity_scope'],
    ['a scope that only begins so', { scope: 'users.update companies.update' }, 'identity_scope'],
    ['a list of scopes', { scope: ['users.update'] }, 'identity_scope'],
    ['a scope in capitals', { scope: 'Users.Update' }, 'identity_scope'],
  ])('%s with the widget key', async (_, claims, code) => {
    const workspace = await halo.workspace('off');
    const { exp } = claims as { exp?: number };
    const user_token = scoped(workspace, { ...claims, ...('exp' in claims && { exp: exp && seconds() + exp }) });
    const answer = await update(workspace.widgetKey, { user_id: 'a', traits: { plan: 'pro' }, user_token });
    expect(answer.body.code ?? null).toBe(code);
    expect(answer.status).toBe(code ? 403 : 200);
    expect((await halo.call('/users/a', workspace.serverKey)).status).toBe(code ? 404 : 200);
  });

  test('case 36: a scope token proves nobody, names nobody and opens no session', async () => {
    const workspace = await halo.workspace('enforce');
    const user_token = scoped(workspace, { user_id: 'a', sub: 'a' });
    const answer = await halo.call('/users/identify', workspace.widgetKey, { user_id: 'a', user_token });
    expect([answer.status, answer.body.code]).toEqual([403, 'identity_scope']);
    const headers = { 'x-halo-session': `sess_${'x'.repeat(22)}`, 'x-halo-user-token': user_token };
    const own = await halo.call('/conversations', workspace.widgetKey, undefined, { headers });
    expect([own.status, own.body.code]).toEqual([403, 'identity_scope']);
  });

  test('a token of another workspace is a bad one', async () => {
    const [one, other] = [await halo.workspace(), await halo.workspace()];
    const answer = await update(one.widgetKey, { user_id: 'a', user_token: scoped(other) });
    expect([answer.status, answer.body.code]).toEqual([403, 'identity_invalid']);
    expect((await halo.log(one))[0]).toMatchObject({ result: 'refused', reason: 'signature', source: 'update' });
  });
});

describe('what a bulk call says is verified', () => {
  test('and raises a value that was claimed, though the value stays', async () => {
    const { widgetKey, serverKey } = await halo.workspace('report');
    await halo.call('/users/identify', widgetKey, {
      user_id: 'a',
      traits: { plan: 'pro' },
      context: { cart: { n: 1 } },
    });
    const { body } = await update(serverKey, { user_id: 'a', traits: { plan: 'pro' }, context: { cart: { n: 1 } } });
    expect(body).toMatchObject({ unchanged: 1, failed: 0 });
    const claimed = { user_id: 'a', traits: { plan: 'free' }, context: { cart: { n: 9 } } };
    expect((await halo.call('/users/identify', widgetKey, claimed)).body.ignored).toEqual([
      { key: 'plan', reason: 'higher_trust_kept' },
      { key: 'cart', reason: 'higher_trust_kept' },
    ]);
    expect(await user(serverKey, 'a')).toMatchObject({ custom_fields: { plan: 'pro' }, context: { cart: { n: 1 } } });
  });

  test('with a time of its own renews a value: A(t1), A(t5), B(t3) ends in A', async () => {
    const { serverKey } = await halo.workspace();
    const say = (plan: string, minute: number) =>
      update(serverKey, { user_id: 'a', traits: { plan }, timestamp: `2026-01-01T00:0${minute}:00Z` });
    await say('A', 1);
    expect((await say('A', 5)).body.unchanged).toBe(1);
    const { body } = await say('B', 3);
    expect(body).toMatchObject({ unchanged: 1, ignored: [{ index: 0, key: 'plan', reason: 'older_than_stored' }] });
    expect((await user(serverKey, 'a')).custom_fields.plan).toBe('A');
  });

  test('leaves a row alone that it does not change', async () => {
    const { id, serverKey } = await halo.workspace();
    const rows = { users: [{ user_id: 'a', traits: { plan: 'pro', mrr: 3, gone: null }, context: { c: { d: 1 } } }] };
    const place = async () =>
      (await halo.sql`select ctid::text, xmin::text from contacts where workspace_id = ${id}`)[0];
    await update(serverKey, rows);
    await update(serverKey, rows);
    const before = await place();
    expect((await update(serverKey, rows)).body.unchanged).toBe(1);
    expect(await place()).toEqual(before);
  });
});

test('bulk and people meet at one contact without losing a write', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      n % 2 === 0
        ? update(serverKey, { users: [{ user_id: 'a', traits: { [`b${n}`]: n } }, { user_id: `x${n}` }] })
        : halo.call('/users/identify', widgetKey, { user_id: 'a', traits: { [`i${n}`]: n } }),
    ),
  );
  expect(Object.keys((await user(serverKey, 'a')).custom_fields)).toHaveLength(20);
});

describe('companies/update', () => {
  const updateCompanies = (key: string, body: object) => halo.call('/companies/update', key, body);

  test('creates, updates, skips and lists as its twin does, and links nobody', async () => {
    const workspace = await halo.workspace();
    const { serverKey, widgetKey } = workspace;
    const companies = [
      { company_id: 'a', traits: { plan: 'pro' } },
      { company_id: 'a', traits: { plan: 'team' }, context: { x: { y: 1 } } },
      { company_id: '', traits: {} },
      { company_id: 'b', traits: { health_score: 3 } },
      { company_id: 7 },
    ];
    const { body } = await updateCompanies(serverKey, { companies });
    expect(body).toMatchObject({ created: 2, updated: 1, failed: 2 });
    expect(body.errors.map(({ index, code }: Record<string, unknown>) => [index, code])).toEqual([
      [2, 'invalid_company_id'],
      [3, 'reserved_traits'],
    ]);
    const only = await updateCompanies(serverKey, { companies: [{ company_id: 'new' }], update_only: true });
    expect(only.body).toMatchObject({ skipped: 1 });
    expect((await halo.call('/companies/a', serverKey)).body).toMatchObject({
      company: { plan: 'team', context: { x: { y: 1 } } },
      members: [],
    });
    const wrong = await updateCompanies(widgetKey, { company_id: 'a', user_token: scoped(workspace) });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'identity_scope']);
    const right = scoped(workspace, { scope: 'companies.update' });
    expect((await updateCompanies(widgetKey, { company_id: 'a', user_token: right })).body.unchanged).toBe(1);
    expect((await updateCompanies(serverKey, {})).body.path).toBe('companies');
  });
});
