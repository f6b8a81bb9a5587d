import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const company = (key: string, body: object) => halo.call('/companies/identify', key, body);
const read = async (key: string, userId: string) => (await halo.call(`/users/${userId}`, key)).body.user;

/** Two people who differ in nothing but values that somebody proved. */
async function twins(mode: 'off' | 'report'): Promise<TestWorkspace> {
  const workspace = await halo.workspace(mode);
  for (const [user_id, plan, mrr] of [
    ['a', 'pro', 100],
    ['b', 'free', 900],
  ]) {
    await identify(workspace.serverKey, {
      user_id,
      traits: { plan, mrr, email: `${user_id}@acme.test`, gone: 1 },
      context: { cart: { items: plan } },
    });
    await identify(workspace.serverKey, { user_id, traits: { gone: null }, context: {} });
  }
  return workspace;
}

const guesses: [string, object][] = [
  ['a right guess', { traits: { plan: 'pro', mrr: 100, email: 'a@acme.test' } }],
  ['a wrong guess', { traits: { plan: 'team', mrr: 1, email: 'x@acme.test' } }],
  ['a clearing', { traits: { plan: null, mrr: null, email: null } }],
  ['a set_once', { set_once: { plan: 'pro', mrr: 100 } }],
  ['setting again what was cleared', { traits: { gone: 1 } }],
  ['an old timestamp', { traits: { plan: 'pro' }, timestamp: '2001-01-01T00:00:00Z' }],
  ['a context entry', { context: { cart: { items: 'pro' } } }],
  ['a bad value', { traits: { mrr: 'pro', plan: 'pro' } }],
];

describe('safety W2: in report an unproved answer does not depend on what a protected value is', () => {
  test.each(guesses)('%s', async (_, guess) => {
    const { widgetKey } = await twins('report');
    const seen = async (user_id: string) => {
      const { body } = await identify(widgetKey, { user_id, ...guess });
      return JSON.stringify({ ...body, request_id: '', user: { ...body.user, user_id: '' } });
    };
    expect(await seen('a')).toBe(await seen('b'));
  });

  test('protected keys are listed whatever was sent, and nothing of them is stored', async () => {
    const { widgetKey, serverKey } = await twins('report');
    for (const [, guess] of guesses) {
      const { body } = await identify(widgetKey, { user_id: 'a', ...guess });
      expect(body.result).toBe('unchanged');
      expect(body.ignored.length).toBeGreaterThan(0);
    }
    expect(await read(serverKey, 'a')).toMatchObject({
      email: 'a@acme.test',
      mrr: 100,
      custom_fields: { plan: 'pro' },
      context: { cart: { items: 'pro' } },
    });
  });
});

describe.each(['off', 'report'] as const)('in %s', (mode) => {
  test('a repeated message_id shows an unproved caller nothing that others have stored', async () => {
    const { widgetKey } = await twins(mode);
    const first = { user_id: 'a', traits: { note: 'mine' }, message_id: 'm1' };
    await identify(widgetKey, first);
    const asked = {
      ...first,
      traits: { note: 'mine', plan: 'guess', mrr: 0, email: 'x', name: 'y' },
      context: { cart: {} },
    };
    const { body } = await identify(widgetKey, asked);
    expect(body.result).toBe('unchanged');
    expect(body.user).toEqual({ user_id: 'a', custom_fields: { note: 'mine' } });
    // A right guess is answered as a wrong one.
    const guessed = await identify(widgetKey, { ...first, traits: { plan: 'pro', mrr: 100 } });
    expect(guessed.body.user).toEqual({ user_id: 'a' });
  });

  test('a repeated message_id of a company call shows nothing either', async () => {
    const { widgetKey, serverKey } = await halo.workspace(mode);
    await company(serverKey, { company_id: 'acme', traits: { plan: 'pro', mrr: 5, signed_up_at: '2020-01-01' } });
    const call = { company_id: 'acme', traits: { seats: 1 }, message_id: 'm1' };
    await company(widgetKey, call);
    const { body } = await company(widgetKey, { ...call, traits: { plan: 'x', mrr: 1, signed_up_at: '2021-01-01' } });
    expect(JSON.stringify(body)).not.toMatch(/"pro"|2020-01-01|"mrr":5/);
  });
});

test('safety W2: a call shows its own values only, even when it shares a transaction with a proved one', async () => {
  const { widgetKey, secret } = await halo.workspace('report');
  for (let round = 0; round < 10; round++) {
    const user_id = `u${round}`;
    const mine = { user_id, traits: { plan: 'claimed' } };
    const proved = { user_id, traits: {}, user_token: signToken(secret.secret, { user_id, plan: 'secret' }) };
    const answers = await Promise.all([mine, proved, mine, proved, mine].map((body) => identify(widgetKey, body)));
    for (const { body } of answers.filter(({ body: { trust } }) => trust === 'claimed')) {
      expect(JSON.stringify(body.user)).not.toContain('secret');
    }
  }
});

test('a company answer names the keys that this call changed of the company, not those it changed of the person', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace('report');
  await company(serverKey, { company_id: 'acme', traits: { seats: 'theirs' } });
  const { body } = await company(widgetKey, {
    company_id: 'acme',
    user_id: 'u1',
    user_token: signToken(secret.secret, { user_id: 'u1', seats: 'mine' }),
    set_once: { seats: 'guess' },
  });
  expect(JSON.stringify(body)).not.toContain('theirs');
});

test('whom a call names, or that it names nobody, makes ids of another workspace no more visible', async () => {
  const [one, other] = [await halo.workspace(), await halo.workspace()];
  await identify(one.serverKey, { user_id: 'u1', traits: { plan: 'one' } });
  await company(one.serverKey, { company_id: 'c1', user_id: 'u1' });
  expect((await halo.call('/users/u1', other.serverKey)).status).toBe(404);
  expect((await halo.call('/companies/c1', other.serverKey)).status).toBe(404);
  expect((await halo.call('/users', other.serverKey)).body.users).toEqual([]);
  expect((await halo.call('/audiences/preview', other.serverKey, { filter: {} })).body.count).toBe(0);
  expect((await halo.call('/audiences/preview', other.serverKey, { filter: {}, user_id: 'u1' })).status).toBe(404);
  expect((await identify(other.widgetKey, { user_id: 'u1' })).body.result).toBe('created');
  const skipped = await halo.call('/companies/update', other.serverKey, { company_id: 'c1', update_only: true });
  expect(skipped.body.skipped).toBe(1);
  const session = `sess_${randomUUID()}`;
  await halo.call('/chat', one.widgetKey, { message: 'Hello', session_id: session });
  const theirs = await halo.call('/conversations', other.widgetKey, undefined, {
    headers: { 'x-halo-session': session },
  });
  expect(theirs.body.conversations).toEqual([]);
  const token = signToken(one.secret.secret, { user_id: 'u1' });
  expect((await identify(other.widgetKey, { user_id: 'u1', user_token: token })).body.trust).toBe('claimed');
});
