import { describe, expect, test } from 'vitest';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const company = (key: string, body: object) => halo.call('/companies/identify', key, body);
const matching = async ({ serverKey }: TestWorkspace, filter: object): Promise<string[]> =>
  (await halo.call('/audiences/preview', serverKey, { filter })).body.user_ids;

describe('L4: a filter may ask how well proven a value or a person is', () => {
  test('case 91: as values are written, raised and kept, in every mode', async () => {
    for (const mode of ['off', 'report'] as const) {
      const workspace = await halo.workspace(mode);
      const { widgetKey, serverKey, secret } = workspace;
      const pro = (trust?: string) => matching(workspace, { field: 'plan', op: 'is', value: 'pro', trust });
      const token = (claims: object = {}) => signToken(secret.secret, { user_id: 'self', ...claims });
      await identify(widgetKey, { user_id: 'claimed', traits: { plan: 'pro' } });
      await identify(widgetKey, { user_id: 'self', user_token: token(), traits: { plan: 'pro' } });
      await identify(serverKey, { user_id: 'server', traits: { plan: 'pro' } });
      expect(await pro()).toEqual(['claimed', 'self', 'server']);
      expect(await pro('claimed')).toEqual(['claimed', 'self', 'server']);
      expect(await pro('self')).toEqual(['self', 'server']);
      expect(await pro('verified')).toEqual(['server']);
      // Below it counts as not set, for negative operators too.
      expect(await matching(workspace, { field: 'plan', op: 'is_not_set', trust: 'verified' })).toEqual([
        'claimed',
        'self',
      ]);
      expect(await matching(workspace, { field: 'plan', op: 'is_not', value: 'pro', trust: 'verified' })).toEqual([
        'claimed',
        'self',
      ]);
      // The same value, better proven, changes nothing but its trust.
      await identify(widgetKey, { user_id: 'self', user_token: token({ plan: 'pro' }) });
      expect(await pro('verified')).toEqual(['self', 'server']);
      expect(await matching(workspace, { field: 'proof', op: 'is', value: 'verified' })).toEqual(['self', 'server']);
      expect(await matching(workspace, { field: 'proof', op: 'is_not', value: 'verified' })).toEqual(['claimed']);
    }
  });

  test('and why a person does not match names the value with its trust', async () => {
    const { serverKey, widgetKey } = await halo.workspace();
    await identify(widgetKey, { user_id: 'u1', traits: { plan: 'pro' } });
    const filter = { field: 'plan', op: 'is', value: 'pro', trust: 'verified' };
    const { body } = await halo.call('/audiences/preview', serverKey, { filter, user_id: 'u1' });
    expect(body.explanation).toMatchObject({
      matches: false,
      conditions: [{ found: 'pro', trust: 'claimed', source: 'server', pass: false }],
    });
  });
});

test('case 67: a person in two matching companies is counted once', async () => {
  const workspace = await halo.workspace();
  for (const company_id of ['one', 'two']) {
    await company(workspace.serverKey, { company_id, user_id: 'u1', traits: { plan: 'pro' } });
  }
  const filter = { field: 'company.plan', op: 'is', value: 'pro' };
  const { body } = await halo.call('/audiences/preview', workspace.serverKey, { filter });
  expect([body.count, body.user_ids]).toEqual([1, ['u1']]);
});

test('C4: what is asked of a company’s members after its change is answered by the change', async () => {
  const workspace = await halo.workspace();
  const say = (plan: string | null) => company(workspace.serverKey, { company_id: 'acme', traits: { plan } });
  for (const user_id of ['u1', 'u2']) await company(workspace.serverKey, { company_id: 'acme', user_id });
  const pro = () => matching(workspace, { field: 'company.plan', op: 'is', value: 'pro' });
  expect(await pro()).toEqual([]);
  await say('pro');
  expect(await pro()).toEqual(['u1', 'u2']);
  await say(null);
  expect(await pro()).toEqual([]);
});

test('safety W4: a claimed company write moves nobody where trust matters', async () => {
  const workspace = await halo.workspace('report');
  await company(workspace.serverKey, { company_id: 'acme', user_id: 'u1', traits: { name: 'Acme' } });
  await company(workspace.widgetKey, { company_id: 'acme', user_id: 'u1', traits: { plan: 'pro' } });
  await company(workspace.widgetKey, { company_id: 'acme', user_id: 'intruder' });
  expect(await matching(workspace, { field: 'company.plan', op: 'is', value: 'pro' })).toEqual([]);
  expect(await matching(workspace, { field: 'company.name', op: 'is', value: 'acme' })).toEqual(['u1']);
});

test('T11: an e-mail is shown as sent, looked up in lower case, not unique, and joins nobody', async () => {
  const { id, widgetKey, serverKey } = await halo.workspace();
  await identify(widgetKey, { user_id: 'u1', traits: { email: ' Jane@Acme.TEST ' } });
  await identify(widgetKey, { user_id: 'u2', traits: { email: 'jane@acme.test' } });
  expect((await halo.call('/users/u1', serverKey)).body.user.email).toBe(' Jane@Acme.TEST ');
  const rows = await halo.sql`select external_id, email_key from contacts where workspace_id = ${id} order by 1`;
  expect([...rows]).toEqual([
    { external_id: 'u1', email_key: 'jane@acme.test' },
    { external_id: 'u2', email_key: 'jane@acme.test' },
  ]);
});

test.each([1.5, 9_007_199_254_740_992, -9_007_199_254_740_994, 1e21])(
  'safety W7: %d is no id, neither in a call nor in a token, and says what to do',
  async (user_id) => {
    const workspace = await halo.workspace('enforce');
    const { widgetKey, serverKey, secret } = workspace;
    for (const key of [widgetKey, serverKey]) {
      const { status, body } = await identify(key, { user_id });
      expect([status, body.code]).toEqual([400, 'invalid_user_id']);
      expect(body.error).toContain('send it as a string');
    }
    const { status, body } = await identify(widgetKey, { user_token: signToken(secret.secret, { user_id }) });
    expect([status, body.code]).toEqual([403, 'identity_invalid']);
    expect((await halo.log(workspace))[0]).toMatchObject({ reason: 'bad_user_id' });
    expect((await company(serverKey, { company_id: user_id })).body.code).toBe('invalid_company_id');
  },
);

test('safety W7: a lone surrogate is no part of an id', async () => {
  const { widgetKey } = await halo.workspace();
  const { status, body } = await halo.call('/users/identify', widgetKey, '{"user_id":"a\\ud800"}');
  expect([status, body.code]).toEqual([400, 'invalid_user_id']);
});
