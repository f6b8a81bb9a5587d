import { describe, expect, test } from 'vitest';
import { declareAttribute } from '../../contacts/declare-attribute.ts';
import { describeAttribute } from '../../contacts/describe-attribute.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const ACTOR = { kind: 'command_line' } as const;
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const company = (key: string, body: object) => halo.call('/companies/identify', key, body);
const user = async (key: string, id = 'u1') => (await halo.call(`/users/${id}`, key)).body.user;
const reasons = (answer: { body: { ignored: { key: string; reason: string }[] } }) =>
  answer.body.ignored.map(({ key, reason }) => `${key} ${reason}`);

/** A workspace in which some keys are not for everybody, before anybody has sent them. */
async function guarded(mode: 'off' | 'report' | 'enforce'): Promise<TestWorkspace> {
  const workspace = await halo.workspace(mode);
  const only = (scope: 'user' | 'company' | 'context', key: string, policy: 'verified' | 'teammates') =>
    declareAttribute(halo.deps, workspace.id, { scope, key, policy }, ACTOR);
  await only('user', 'plan', 'verified');
  await only('user', 'mrr', 'verified');
  await only('user', 'health', 'teammates');
  await only('company', 'tier', 'verified');
  await only('context', 'billing', 'verified');
  return workspace;
}

describe.each(['off', 'report', 'enforce'] as const)('in %s', (mode) => {
  test('case 72: a verified attribute from the browser is ignored and named; from token or server it is stored', async () => {
    const { widgetKey, serverKey, secret } = await guarded(mode);
    const token = (claims: object = {}) => signToken(secret.secret, { user_id: 'u1', ...claims });
    const sent = { plan: 'browser', mrr: 1, note: 'kept' };
    // Their own browser, however well the person is proven.
    const own = await identify(widgetKey, { user_id: 'u1', user_token: token(), traits: sent });
    expect(reasons(own)).toEqual(['plan policy', 'mrr policy']);
    expect(own.body.ignored[0].detail).toMatch(/token claims, server keys and teammates/);
    expect(await user(serverKey)).toMatchObject({ mrr: null, custom_fields: { note: 'kept' } });
    await identify(widgetKey, { user_id: 'u1', user_token: token({ plan: 'token' }), traits: {} });
    expect((await user(serverKey)).custom_fields.plan).toBe('token');
    const both = await identify(widgetKey, { user_id: 'u1', user_token: token({ plan: 'token 2' }), traits: sent });
    expect(reasons(both)).toEqual(['plan policy', 'mrr policy']);
    expect((await user(serverKey)).custom_fields.plan).toBe('token 2');
    expect(reasons(await identify(serverKey, { user_id: 'u1', traits: { plan: 'server', mrr: 5 } }))).toEqual([]);
    expect(await user(serverKey)).toMatchObject({ mrr: 5, custom_fields: { plan: 'server' } });
    const bulk = await halo.call('/users/update', serverKey, { users: [{ user_id: 'u1', traits: { plan: 'bulk' } }] });
    expect(bulk.body.ignored).toBeUndefined();
    expect((await user(serverKey)).custom_fields.plan).toBe('bulk');
  });

  test('L3: the policy holds for clearing, set_once, companies and context, and teammates-only for server keys too', async () => {
    const { widgetKey, serverKey, secret } = await guarded(mode);
    const user_token = signToken(secret.secret, { user_id: 'u1', company_id: 'acme' });
    await identify(serverKey, { user_id: 'u1', traits: { plan: 'pro' }, context: { billing: 'paid' } });
    const call = await identify(widgetKey, {
      user_id: 'u1',
      user_token,
      traits: { plan: null },
      set_once: { mrr: 3 },
      context: { billing: 'free', cart: 1 },
    });
    expect(reasons(call)).toEqual(['plan policy', 'mrr policy', 'billing policy']);
    expect(await user(serverKey)).toMatchObject({
      mrr: null,
      custom_fields: { plan: 'pro' },
      context: { billing: 'paid', cart: 1 },
    });
    const said = await company(widgetKey, {
      company_id: 'acme',
      user_id: 'u1',
      user_token,
      traits: { tier: 'gold', seats: 2 },
      context: { billing: 1 },
    });
    expect(reasons(said)).toEqual(['tier policy', 'billing policy']);
    expect(reasons(await company(serverKey, { company_id: 'acme', traits: { tier: 'gold' } }))).toEqual([]);
    const key = await identify(serverKey, { user_id: 'u1', traits: { health: 'good' } });
    expect(reasons(key)).toEqual(['health policy']);
    const claims = signToken(secret.secret, { user_id: 'u1', health: 'good' });
    expect(reasons(await identify(widgetKey, { user_id: 'u1', user_token: claims }))).toEqual(['health policy']);
    const bulk = await halo.call('/users/update', serverKey, { users: [{ user_id: 'u1', traits: { health: 1 } }] });
    expect(bulk.body.ignored).toEqual([{ index: 0, key: 'health', reason: 'policy' }]);
    expect((await user(serverKey)).custom_fields).not.toHaveProperty('health');
  });
});

test('safety W2: a key that only proven writers may write answers the same, whatever is stored and whatever is sent', async () => {
  for (const mode of ['off', 'report'] as const) {
    const { widgetKey, serverKey } = await guarded(mode);
    await identify(serverKey, { user_id: 'set', traits: { plan: 'pro' } });
    await identify(serverKey, { user_id: 'unset', traits: {} });
    await identify(serverKey, { user_id: 'cleared', traits: { plan: 'pro' } });
    await identify(serverKey, { user_id: 'cleared', traits: { plan: null } });
    for (const guess of [{ traits: { plan: 'pro' } }, { traits: { plan: null } }, { set_once: { plan: 'pro' } }]) {
      const answers = [];
      for (const user_id of ['set', 'unset', 'cleared']) {
        const { body } = await identify(widgetKey, { user_id, ...guess });
        answers.push(JSON.stringify({ ...body, request_id: '', user: { ...body.user, user_id: '' } }));
        expect(reasons({ body })).toEqual(['plan policy']);
      }
      expect(new Set(answers).size).toBe(1);
    }
  }
});

test('L3: a policy that is set later holds from the next call on, and anyone may write again once it is lifted', async () => {
  const { id, widgetKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 'u1', traits: { role: 'admin' } });
  const patch = (policy: 'anyone' | 'verified') =>
    describeAttribute(halo.deps, id, { scope: 'user', key: 'role', policy }, ACTOR);
  await patch('verified');
  expect(reasons(await identify(widgetKey, { user_id: 'u1', traits: { role: 'owner' } }))).toEqual(['role policy']);
  await patch('anyone');
  expect(reasons(await identify(widgetKey, { user_id: 'u1', traits: { role: 'owner' } }))).toEqual([]);
});

test('L1: session traits of a visitor never become a protected trait of the person', async () => {
  const { widgetKey, serverKey } = await guarded('off');
  const session_id = `sess_${'a'.repeat(22)}`;
  await halo.call('/chat', widgetKey, {
    message: 'Hi',
    session_id,
    custom_fields: { plan: 'enterprise', team: 'ops' },
  });
  await identify(widgetKey, { user_id: 'u1', session_id });
  expect((await user(serverKey)).custom_fields).toEqual({ team: 'ops' });
});
