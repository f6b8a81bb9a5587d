import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signToken, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const user = async (key: string, id: string) => (await halo.call(`/users/${encodeURIComponent(id)}`, key)).body.user;

/** A token whose payload is this very text. */
function signText(secret: string, payload: string): string {
  const signed = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('whom a token speaks for', () => {
  test('user_id, else sub; user_id wins; a number is its text', async () => {
    const { widgetKey, secret } = await halo.workspace('enforce');
    const code = async (user_id: unknown, claims: Record<string, unknown>) => {
      const { status, body } = await identify(widgetKey, { user_id, user_token: signToken(secret.secret, claims) });
      return status === 200 ? `${body.trust} ${body.user.user_id}` : body.code;
    };
    expect(await code('u1', { sub: 'u1' })).toBe('verified u1');
    expect(await code('u1', { user_id: 'u1', sub: 'u2' })).toBe('verified u1');
    expect(await code('u2', { user_id: 'u1', sub: 'u2' })).toBe('identity_mismatch');
    expect(await code('u1', { user_id: null, sub: 'u1' })).toBe('verified u1');
    expect(await code(123, { user_id: '123' })).toBe('verified 123');
    expect(await code('123', { user_id: 123 })).toBe('verified 123');
    expect(await code('123', { user_id: 124 })).toBe('identity_mismatch');
    expect(await code('U1', { user_id: 'u1' })).toBe('identity_mismatch');
    expect(await code('u1', { user_id: ' u1' })).toBe('identity_mismatch');
  });

  test.each([
    ['nobody', {}],
    ['an empty id', { user_id: '' }],
    ['a placeholder', { user_id: 'undefined' }],
    ['anonymous', { user_id: 'anonymous' }],
    ['a fraction', { user_id: 1.5 }],
    ['an unsafe integer', { user_id: 2 ** 53 }],
    ['a list', { user_id: ['u1'] }],
    ['an object', { user_id: { id: 'u1' } }],
    ['a flag', { user_id: true }],
    ['a control character', { user_id: 'u\u00001' }],
  ])('%s is identity_invalid, and without a name the call is not let in as somebody', async (_, claims) => {
    const { widgetKey, secret } = await halo.workspace('enforce');
    const user_token = signToken(secret.secret, claims);
    for (const body of [{ user_id: 'u1', user_token }, { user_token }]) {
      const answer = await identify(widgetKey, body);
      expect([answer.status, answer.body.code]).toEqual([403, 'identity_invalid']);
    }
  });

  test('a call that names nobody: identify, chat and company calls are those of the token', async () => {
    const { widgetKey, serverKey, secret } = await halo.workspace('enforce');
    const user_token = signToken(secret.secret, { user_id: 'u1', name: 'Jane' });
    expect((await identify(widgetKey, { user_token })).body).toMatchObject({ result: 'created', trust: 'verified' });
    const chat = await halo.call('/chat', widgetKey, { message: 'What is my name?', user_token });
    expect(chat.body.response).toContain('Jane');
    expect((await halo.call('/companies/identify', widgetKey, { company_id: 'c', user_token })).body.linked_user).toBe(
      'u1',
    );
    expect((await user(serverKey, 'u1')).name).toBe('Jane');
  });
});

test.each([null, '', undefined])('%j is no token', async (user_token) => {
  const workspace = await halo.workspace('off');
  const { body } = await identify(workspace.widgetKey, { user_id: 'u1', user_token });
  expect([body.trust, body.token_error]).toEqual(['claimed', undefined]);
  await halo.setMode(workspace, 'enforce');
  expect((await identify(workspace.widgetKey, { user_id: 'u1', user_token })).body.code).toBe('identity_required');
});

test.each([5, true, {}, ['a.b.c']])('a token that is no string is a 400: %j', async (user_token) => {
  const { widgetKey } = await halo.workspace();
  const { status, body } = await identify(widgetKey, { user_id: 'u1', user_token });
  expect([status, body.code, body.path]).toEqual([400, 'invalid_request', 'user_token']);
});

test('in off and report a bad token is named, and the call goes on as claimed', async () => {
  for (const mode of ['off', 'report'] as const) {
    const { widgetKey, secret } = await halo.workspace(mode);
    for (const [user_token, code] of [
      ['x'.repeat(100_000), 'identity_invalid'],
      [signToken(secret.secret, { user_id: 'u2' }), 'identity_mismatch'],
      [signToken(secret.secret, { user_id: 'u1', exp: 5 }), 'identity_expired'],
      [signToken(secret.secret, { user_id: 'u1', scope: 'users.update' }), 'identity_scope'],
    ]) {
      const { status, body } = await identify(widgetKey, { user_id: 'u1', user_token, traits: { n: 1 } });
      expect([status, body.trust, body.token_error]).toEqual([200, 'claimed', code]);
    }
  }
});

test('safety W7: T8: managed names among claims are dropped and listed, registered ones are not stored, the rest is', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace();
  const user_token = signToken(secret.secret, {
    user_id: 'u1',
    ...{ iss: 'i', aud: 'a', jti: 'j', iat: 1, nbf: 1, email_verified: true, scope: 'openid' },
    ...{ id: 'x', external_id: 'x', org_id: 'x', created_at: 'x', first_seen: 'x', last_seen: 'x' },
    ...{ name: 'Jane', plan: 'pro', mrr: 'lots', ['k'.repeat(256)]: 1 },
  });
  const { body } = await identify(widgetKey, { user_id: 'u1', user_token });
  const reserved = ['id', 'external_id', 'org_id', 'created_at', 'first_seen', 'last_seen'];
  expect(body.ignored.map(({ key, reason }: Record<string, string>) => `${reason} ${key}`).sort()).toEqual(
    [...reserved.map((key) => `reserved ${key}`), 'invalid_value mrr', `key_too_long ${'k'.repeat(255)}`].sort(),
  );
  expect(await user(serverKey, 'u1')).toMatchObject({ name: 'Jane', custom_fields: { plan: 'pro' } });
  expect(Object.keys((await user(serverKey, 'u1')).custom_fields)).toEqual(['plan']);
});

test('hostile claims are data: NUL, half characters, huge numbers, names like __proto__', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace('enforce');
  const payload =
    '{"user_id":"u1","name":"a\\u0000b","email":"\\ud800@x.co","__proto__":{"a":1},"toString":"t","huge":1e400,"n\\u0000":["\\udfff"],"exp":1e308}';
  const user_token = signText(secret.secret, payload);
  const session_id = `sess_${randomBytes(16).toString('base64url')}`;
  const answer = await identify(widgetKey, { user_id: 'u1', user_token, session_id });
  expect(answer.status).toBe(200);
  expect(await user(serverKey, 'u1')).toMatchObject({ name: 'a\ufffdb', email: '\ufffd@x.co' });
  expect(JSON.stringify((await user(serverKey, 'u1')).custom_fields)).toBe(
    '{"__proto__":{"a":1},"toString":"t","n\ufffd":["\ufffd"]}',
  );
  expect((await halo.call('/chat', widgetKey, { message: 'Hello', session_id, user_token })).status).toBe(200);
});

describe('case 39: nothing that a caller says of trust counts', () => {
  const words = { trust: 'verified', level: 2, method: 'token', verified: true, proof: 'server_key', key_id: 'k' };

  test('in bodies and traits', async () => {
    const { id, widgetKey } = await halo.workspace('report');
    const { body } = await identify(widgetKey, { user_id: 'u1', ...words, traits: { ...words, plan: 'x' } });
    expect(body.trust).toBe('claimed');
    const [row] = await halo.sql`select trust, provenance from contacts where workspace_id = ${id}`;
    expect([row!.trust, row!.provenance.marks.map((mark: unknown[]) => mark[2])]).toEqual(['claimed', [0]]);
    const company = await halo.call('/companies/identify', widgetKey, { company_id: 'c', user_id: 'u1', ...words });
    expect(company.body.trust).toBe('claimed');
  });

  test('L2: what a user token brings beside its claims is self, its claims are verified', async () => {
    const { id, widgetKey, secret } = await halo.workspace('report');
    const user_token = signToken(secret.secret, { user_id: 'u1', plan: 'pro' });
    await identify(widgetKey, { user_id: 'u1', user_token, traits: { seats: 1 }, context: { cart: 1 } });
    const [row] = await halo.sql`select provenance from contacts where workspace_id = ${id}`;
    const { marks, keys } = row!.provenance;
    expect([marks[keys.seats][2], marks[keys.plan][2]]).toEqual([1, 2]);
    const claimed = await identify(widgetKey, { user_id: 'u1', traits: { seats: 9, plan: 'x' }, context: { cart: 9 } });
    expect(claimed.body.ignored.map(({ key }: { key: string }) => key).sort()).toEqual(['cart', 'plan', 'seats']);
  });
});

test('case 40: proof for one person writes nothing of another', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace('enforce');
  const user_token = signToken(secret.secret, { user_id: 'a' });
  for (const [path, body] of [
    ['/users/identify', { user_id: 'b', traits: { x: 1 } }],
    ['/companies/identify', { company_id: 'c', user_id: 'b' }],
    ['/events', { user_id: 'b', events: [{ event_type: 'x' }] }],
    ['/tickets/create', { user_id: 'b', subject: 'x' }],
    ['/chat', { user_id: 'b', message: 'x' }],
    ['/chat/stream', { user_id: 'b', message: 'x' }],
    ['/conversations/human', { user_id: 'b', session_id: `sess_${'x'.repeat(22)}` }],
  ] as const) {
    const answer = await halo.call(path, widgetKey, { ...body, user_token });
    expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'identity_mismatch']);
    const without = await halo.call(path, widgetKey, body);
    expect([path, without.status, without.body.code]).toEqual([path, 403, 'identity_required']);
  }
  expect((await halo.call('/users/b', serverKey)).status).toBe(404);
});

test('cases 46, 47: every live secret verifies; an ended one verifies nothing', async () => {
  const workspace = await halo.workspace('enforce');
  const { id, widgetKey, secret } = workspace;
  const { addIdentitySecret } = await import('../../identity/add-identity-secret.ts');
  const second = await halo.deps.db.transaction((tx) => addIdentitySecret(halo.deps, tx, id));
  halo.turnClock(3);
  const call = async (signedWith: string, kid?: string) => {
    const user_token = signToken(signedWith, { user_id: 'u1' }, { alg: 'HS256', ...(kid && { kid }) });
    return (await identify(widgetKey, { user_id: 'u1', user_token })).status;
  };
  expect([await call(secret.secret), await call(second.secret), await call(second.secret, second.id)]).toEqual([
    200, 200, 200,
  ]);
  expect(await call(second.secret, secret.id)).toBe(403);
  const soon = new Date(halo.deps.now().getTime() + 10_000).toISOString();
  await halo.sql`update identity_secrets set ends_at = ${soon} where workspace_id = ${id} and id = ${secret.id}`;
  halo.turnClock(5);
  expect([await call(secret.secret), await call(second.secret)]).toEqual([200, 200]);
  halo.turnClock(6);
  expect([await call(secret.secret), await call(second.secret)]).toEqual([403, 200]);
});

test('a token is too old after the hours that the workspace allows, whatever its exp says', async () => {
  const workspace = await halo.workspace('enforce');
  await halo.sql`update workspaces set max_token_age_hours = 1 where id = ${workspace.id}`;
  await halo.setMode(workspace, 'enforce');
  const now = Math.floor(halo.deps.now().getTime() / 1000);
  const code = async (claims: object) => {
    const user_token = signToken(workspace.secret.secret, { user_id: 'u1', exp: now + 86_400, ...claims });
    return (await identify(workspace.widgetKey, { user_id: 'u1', user_token })).body.code ?? 'taken';
  };
  expect(await code({ iat: now - 3_500 })).toBe('taken');
  expect(await code({ iat: now - 3_800 })).toBe('identity_expired');
  expect(await code({})).toBe('identity_expired');
});
