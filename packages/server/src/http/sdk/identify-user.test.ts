import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { signToken, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const read = async (key: string, userId: string) =>
  (await halo.call(`/users/${encodeURIComponent(userId)}`, key)).body.user;
const sessionId = () => `sess_${randomBytes(16).toString('base64url')}`;

test('case 1: T2: a second call merges its traits and keeps the keys it does not name', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const first = await identify(widgetKey, { user_id: 'u1', traits: { name: 'Jane', plan: 'pro', seats: 3 } });
  expect(first.body).toMatchObject({ success: true, result: 'created', trust: 'claimed' });
  const second = await identify(widgetKey, { user_id: 'u1', traits: { plan: 'team' } });
  expect(second.body.result).toBe('updated');
  expect(await read(serverKey, 'u1')).toMatchObject({ name: 'Jane', custom_fields: { plan: 'team', seats: 3 } });
});

test('case 2: the same input twice is "unchanged" and moves activity only', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 'u1', traits: { plan: 'pro' }, context: { a: { b: 1 } } });
  const before = await read(serverKey, 'u1');
  halo.turnClock(5);
  const again = await identify(widgetKey, { user_id: 'u1', traits: { plan: 'pro' }, context: { a: { b: 1 } } });
  const after = await read(serverKey, 'u1');
  expect(again.body.result).toBe('unchanged');
  expect(after.updated_at).toBe(before.updated_at);
  expect(after.last_seen > before.last_seen).toBe(true);
});

test('case 3: T1, T2: null removes a key, absent leaves it, nested values are replaced whole', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 'u1', traits: { a: 1, b: { x: 1, y: 2 }, list: [1, 2], name: 'Jane' } });
  await identify(widgetKey, { user_id: 'u1', traits: { a: null, b: { x: 9 }, list: [3], name: null } });
  const user = await read(serverKey, 'u1');
  expect(user.custom_fields).toEqual({ b: { x: 9 }, list: [3] });
  expect(user.name).toBeNull();
});

test('case 4: T7: an invalid column value is named and not stored, the rest is', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const answer = await identify(widgetKey, {
    user_id: 'u1',
    traits: { signed_up_at: 'soon', mrr: 'lots', renewal_status: 'maybe', name: 'Jane' },
  });
  expect(answer.status).toBe(200);
  expect(answer.body.ignored.map((entry: { key: string }) => entry.key).sort()).toEqual([
    'mrr',
    'renewal_status',
    'signed_up_at',
  ]);
  expect(await read(serverKey, 'u1')).toMatchObject({ name: 'Jane', signed_up_at: null, mrr: null });
});

test('case 5: T8: reserved keys are refused with all offenders, and nothing is stored', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const answer = await identify(widgetKey, {
    user_id: 'u1',
    traits: { created_at: 'x', name: 'Jane' },
    set_once: { last_seen: 'y' },
  });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'reserved_traits', reserved_keys: ['created_at', 'last_seen'] });
  expect(answer.body.error).toContain('signed_up_at');
  expect((await halo.call('/users/u1', serverKey)).status).toBe(404);
});

test.each([
  null,
  '',
  '   ',
  'null',
  'Undefined',
  'NaN',
  '[object Object]',
  '0',
  '-1',
  'guest',
  'a\u0001b',
  'x'.repeat(256),
  '\ud800',
  1.5,
])('case 6: the id %j is refused or names nobody, and becomes no person', async (userId) => {
  const { widgetKey } = await halo.workspace();
  const answer = await identify(widgetKey, { user_id: userId });
  if (userId === null) expect(answer.body.result).toBe('anonymous');
  else expect([answer.status, answer.body.code]).toEqual([400, 'invalid_user_id']);
  expect(
    await halo.sql`select 1 from contacts where external_id is not null and external_id = ${String(userId).replace('\ud800', 'x')}`,
  ).toHaveLength(0);
});

test('"anonymous" answers 200 and stores nothing', async () => {
  const { id, widgetKey } = await halo.workspace();
  const answer = await identify(widgetKey, { user_id: 'anonymous', traits: { name: 'X' }, session_id: sessionId() });
  expect([answer.status, answer.body.result]).toEqual([200, 'anonymous']);
  expect(await halo.sql`select 1 from contacts where workspace_id = ${id}`).toHaveLength(0);
});

test('case 7: a number and its text are one person', async () => {
  const { widgetKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 123 });
  expect((await identify(widgetKey, { user_id: '123' })).body.result).toBe('unchanged');
});

test('case 9: fifty parallel first calls make one contact, created once', async () => {
  const { id, widgetKey } = await halo.workspace();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => identify(widgetKey, { user_id: 'u1', traits: { [`k${n}`]: n } })),
  );
  expect(answers.filter((answer) => answer.body.result === 'created')).toHaveLength(1);
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  const [contact] = await halo.sql`select custom_fields from contacts where workspace_id = ${id}`;
  expect(Object.keys(contact!.custom_fields)).toHaveLength(50);
});

test('case 12: T10: keys like __proto__ are plain data', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const traits = '{"__proto__":{"admin":true},"constructor":"c","toString":"t","a.b":1,"$where":"x","q\\"uote":"y"}';
  await halo.call('/users/identify', widgetKey, `{"user_id":"u1","traits":${traits}}`);
  const user = await read(serverKey, 'u1');
  expect(Object.keys(user.custom_fields)).toEqual(['__proto__', 'constructor', 'toString', 'a.b', '$where', 'q"uote']);
  expect((user.custom_fields as { admin?: unknown }).admin).toBeUndefined();
});

test('T10: NUL and lone surrogates in keys and values become U+FFFD', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const answer = await halo.call(
    '/users/identify',
    widgetKey,
    '{"user_id":"u1","traits":{"a\\u0000b":"x\\u0000y","c":"\\ud800"}}',
  );
  expect(answer.status).toBe(200);
  expect((await read(serverKey, 'u1')).custom_fields).toEqual({ 'a\ufffdb': 'x\ufffdy', c: '\ufffd' });
});

test('an unsigned answer holds the id and the keys of its own call, and nothing else of the person', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  await identify(serverKey, { user_id: 'u1', traits: { name: 'Jane', email: 'jane@acme.test', plan: 'pro' } });
  const answer = await identify(widgetKey, { user_id: 'u1', traits: { role: 'admin' } });
  expect(answer.body.user).toEqual({ user_id: 'u1', custom_fields: { role: 'admin' } });
});

test('a signed call stores its claims as verified, above the traits of its body, and answers the whole user', async () => {
  const { widgetKey, secret } = await halo.workspace();
  const user_token = signToken(secret.secret, {
    user_id: 'u1',
    email: 'jane@acme.test',
    plan: 'pro',
    company_id: 'acme',
  });
  const answer = await identify(widgetKey, { user_id: 'u1', user_token, traits: { plan: 'free', seats: 2 } });
  expect(answer.body.trust).toBe('verified');
  expect(answer.body.user).toMatchObject({
    user_id: 'u1',
    email: 'jane@acme.test',
    custom_fields: { plan: 'pro', seats: 2 },
    companies: [{ company_id: 'acme', name: null, current: true, trust: 'verified' }],
  });
  expect(answer.body.user.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
});

test('enforce refuses an unsigned user and stores nothing; the forged, the expired and the foreign have their codes', async () => {
  const workspace = await halo.workspace('enforce');
  const other = await halo.workspace();
  const { widgetKey, secret } = workspace;
  const code = async (user_token?: string) => {
    const answer = await identify(widgetKey, { user_id: 'u1', ...(user_token !== undefined && { user_token }) });
    return [answer.status, answer.body.code];
  };
  expect(await code()).toEqual([403, 'identity_required']);
  expect(await code('')).toEqual([403, 'identity_required']);
  expect(await code('nonsense')).toEqual([403, 'identity_invalid']);
  expect(await code('x'.repeat(9_000))).toEqual([403, 'identity_invalid']);
  expect(await code(signToken(other.secret.secret, { user_id: 'u1' }))).toEqual([403, 'identity_invalid']);
  expect(await code(signToken(secret.secret, { user_id: 'u2' }))).toEqual([403, 'identity_mismatch']);
  expect(await code(signToken(secret.secret, { user_id: 'u1', exp: 1 }))).toEqual([403, 'identity_expired']);
  expect(await code(signToken(secret.secret, { user_id: 'u1', scope: 'users.update' }))).toEqual([
    403,
    'identity_scope',
  ]);
  expect(await code(signToken(secret.secret, { user_id: 'u1' }))).toEqual([200, undefined]);
  const lines = await halo.log(workspace);
  expect(
    lines
      .filter((line) => line.result === 'refused')
      .map((line) => line.reason)
      .sort(),
  ).toEqual(['bulk_scope', 'expired', 'format', 'no_token', 'no_token', 'other_user', 'signature', 'too_long'].sort());
});

test('case 43: report refuses nothing and counts what enforce would have refused', async () => {
  const workspace = await halo.workspace('report');
  const answer = await identify(workspace.widgetKey, { user_id: 'u1', user_token: 'nonsense' });
  expect(answer.body).toMatchObject({ result: 'created', trust: 'claimed', token_error: 'identity_invalid' });
  expect((await halo.log(workspace)).map((line) => [line.result, line.reason])).toContainEqual(['created', 'format']);
});

test('safety W1: L2: keeps the verified plan when an unsigned call sends another, in report; in off all writers are equal', async () => {
  const workspace = await halo.workspace('report');
  const { widgetKey, serverKey, secret } = workspace;
  await identify(widgetKey, {
    user_id: 'u1',
    user_token: signToken(secret.secret, { user_id: 'u1', plan: 'pro', email: 'a@b.co' }),
  });
  const unsigned = { user_id: 'u1', traits: { plan: 'free', email: 'evil@x.co', note: 1 } };
  const kept = await identify(widgetKey, unsigned);
  expect(kept.body.ignored).toEqual([
    { key: 'plan', reason: 'higher_trust_kept' },
    { key: 'email', reason: 'higher_trust_kept' },
  ]);
  expect((await read(serverKey, 'u1')).custom_fields).toMatchObject({ plan: 'pro', note: 1 });

  await halo.setMode(workspace, 'off');
  const taken = await identify(widgetKey, unsigned);
  expect(taken.body.ignored).toEqual([{ key: 'email', reason: 'higher_trust_kept' }]);
  expect(await read(serverKey, 'u1')).toMatchObject({ email: 'a@b.co', custom_fields: { plan: 'free' } });
});

test('T3: an older timestamp never overwrites, the device clock is corrected, and plain calls always win', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await identify(widgetKey, { user_id: 'u1', traits: { plan: 'b' }, timestamp: at(-5) });
  const older = await identify(widgetKey, { user_id: 'u1', traits: { plan: 'a' }, timestamp: at(-10) });
  expect(older.body.ignored).toEqual([{ key: 'plan', reason: 'older_than_stored' }]);
  // A device whose clock is an hour ahead, speaking of a minute ago.
  await identify(widgetKey, { user_id: 'u1', traits: { plan: 'c' }, timestamp: at(59), sent_at: at(60) });
  await identify(widgetKey, { user_id: 'u1', traits: { plan: 'd' } });
  expect((await read(serverKey, 'u1')).custom_fields.plan).toBe('d');
  expect((await identify(widgetKey, { user_id: 'u1', timestamp: 'yesterday' })).status).toBe(400);
});

test('T4: the same message_id is applied once, and an unproved id never suppresses a proved call', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const call = (key: string, plan: string) => identify(key, { user_id: 'u1', traits: { plan }, message_id: 'm1' });
  expect((await call(widgetKey, 'a')).body.result).toBe('created');
  expect((await call(widgetKey, 'b')).body.result).toBe('unchanged');
  expect((await read(serverKey, 'u1')).custom_fields.plan).toBe('a');
  expect((await call(serverKey, 'c')).body.result).toBe('updated');
});

test('T5: set_once fills only what is unset', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 'u1', traits: { plan: 'pro' } });
  await identify(widgetKey, { user_id: 'u1', set_once: { plan: 'free', source: 'ad' } });
  expect((await read(serverKey, 'u1')).custom_fields).toEqual({ plan: 'pro', source: 'ad' });
});

test('case 71: T9: traits and context over 20,000 bytes are refused whole, the limit named', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const answer = await identify(widgetKey, {
    user_id: 'u1',
    traits: { a: 'x'.repeat(15_000) },
    context: { b: 'y'.repeat(6_000) },
  });
  expect([answer.status, answer.body.code, answer.body.limit]).toEqual([413, 'too_large', 20_000]);
  expect((await halo.call('/users/u1', serverKey)).status).toBe(404);
});

test('case 69: T12: a new key is there at once, with its types', async () => {
  const { id, widgetKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 'u1', traits: { seats: 3 }, context: { cart: { items: 2 } } });
  await identify(widgetKey, { user_id: 'u2', traits: { seats: 'three' } });
  const rows =
    await halo.sql`select scope, key, types from discovered_attributes where workspace_id = ${id} order by scope, key`;
  expect([...rows]).toEqual([
    { scope: 'context', key: 'cart', types: ['object'] },
    { scope: 'user', key: 'seats', types: ['number', 'text'] },
  ]);
});
