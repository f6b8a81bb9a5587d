import { describe, expect, test } from 'vitest';
import { newSession } from '../../testing/sessions.ts';
import { signToken, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const identify = (key: string, body: object) => halo.call('/users/identify', key, body);
const company = (key: string, body: object) => halo.call('/companies/identify', key, body);
const user = async (key: string, id: string) => (await halo.call(`/users/${id}`, key)).body.user;
const whole = async (key: string, id: string) => (await halo.call(`/companies/${id}`, key)).body;
const companies = async (key: string, id: string) =>
  (await user(key, id)).companies.map((entry: { company_id: string; current: boolean; trust: string }) => [
    entry.company_id,
    entry.current,
    entry.trust,
  ]);

test('case 62: C1: a company is made, typed, linked and merged', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const first = await company(widgetKey, {
    company_id: 'acme',
    user_id: 'u1',
    traits: { name: 'Acme', employee_count: 50, mrr: 10.5, plan: 'pro', signed_up_at: '2024-01-02', region: 'eu' },
    context: { rollout: { stage: 2 } },
  });
  expect(first.body).toMatchObject({
    success: true,
    result: 'created',
    linked_user: 'u1',
    trust: 'claimed',
    company: { company_id: 'acme', plan: 'pro', custom_fields: { region: 'eu' }, context: { rollout: { stage: 2 } } },
  });
  const second = await company(widgetKey, { company_id: 'acme', traits: { plan: 'team', region: null, seats: 3 } });
  expect(second.body.result).toBe('updated');
  expect(await whole(serverKey, 'acme')).toMatchObject({
    company: {
      name: 'Acme',
      employee_count: 50,
      mrr: 10.5,
      plan: 'team',
      signed_up_at: '2024-01-02T00:00:00.000000+00:00',
      custom_fields: { seats: 3 },
      context: { rollout: { stage: 2 } },
    },
    members: [{ user_id: 'u1', current: true, trust: 'claimed' }],
  });
  const before = (await whole(serverKey, 'acme')).company.updated_at;
  halo.turnClock(2);
  const again = await company(widgetKey, { company_id: 'acme', user_id: 'u1', traits: { plan: 'team' } });
  expect(again.body.result).toBe('unchanged');
  expect((await whole(serverKey, 'acme')).company.updated_at).toBe(before);
});

test('cases 63, 64, 66: C2: a second company adds and becomes the current one; removing goes back', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  for (const company_id of ['acme', 'globex']) {
    await company(widgetKey, { company_id, user_id: 'u1' });
    halo.turnClock(1);
  }
  expect(await companies(serverKey, 'u1')).toEqual([
    ['globex', true, 'claimed'],
    ['acme', false, 'claimed'],
  ]);
  const removed = await company(widgetKey, { company_id: 'globex', user_id: 'u1', remove: true });
  expect([removed.body.result, removed.body.linked_user]).toEqual(['updated', undefined]);
  expect(await companies(serverKey, 'u1')).toEqual([['acme', true, 'claimed']]);
  const again = await company(widgetKey, { company_id: 'globex', user_id: 'u1', remove: true });
  expect([again.status, again.body.result]).toEqual([200, 'unchanged']);
  expect((await whole(serverKey, 'globex')).members).toEqual([]);
});

test('removing from a company that is not there is a 404 and makes nobody; nor does removing an unknown person', async () => {
  const { id, widgetKey, serverKey } = await halo.workspace();
  const answer = await company(widgetKey, { company_id: 'nowhere', user_id: 'ghost', remove: true });
  expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  await company(serverKey, { company_id: 'acme', traits: { plan: 'pro' } });
  const stranger = await company(widgetKey, {
    company_id: 'acme',
    user_id: 'ghost',
    remove: true,
    traits: { plan: 'x' },
  });
  expect([stranger.status, stranger.body.result]).toEqual([200, 'unchanged']);
  expect(await halo.sql`select 1 from contacts where workspace_id = ${id}`).toHaveLength(0);
  expect((await whole(serverKey, 'acme')).company.plan).toBe('pro');
});

describe('case 68: C3', () => {
  test('company before user: the link is made when the user identifies in that session', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const session_id = newSession();
    const before = await company(widgetKey, { company_id: 'acme', session_id, traits: { plan: 'pro' } });
    expect([before.body.result, before.body.linked_user, before.body.trust]).toEqual([
      'created',
      undefined,
      'anonymous',
    ]);
    const after = await identify(widgetKey, { user_id: 'u1', session_id });
    expect(after.body.result).toBe('created');
    expect(await companies(serverKey, 'u1')).toEqual([['acme', true, 'claimed']]);
  });

  test('company before a user who is there already: the identify that links them has changed them', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const session_id = newSession();
    await identify(serverKey, { user_id: 'u1' });
    await company(widgetKey, { company_id: 'acme', session_id });
    expect((await identify(widgetKey, { user_id: 'u1', session_id })).body.result).toBe('updated');
    expect(await companies(serverKey, 'u1')).toEqual([['acme', true, 'claimed']]);
  });

  test('an unknown user in a company call is created, so that the link exists, and has not been announced', async () => {
    const { id, widgetKey, serverKey } = await halo.workspace();
    await company(widgetKey, { company_id: 'acme', user_id: 'u1' });
    expect(await companies(serverKey, 'u1')).toEqual([['acme', true, 'claimed']]);
    const announced = async () =>
      (await halo.sql`select announced from contacts where workspace_id = ${id}`).map((row) => row.announced);
    expect(await announced()).toEqual([false]);
    await identify(widgetKey, { user_id: 'u1' });
    expect(await announced()).toEqual([true]);
  });

  test('a company taken back in the session is not linked by a later identify', async () => {
    const { widgetKey, serverKey } = await halo.workspace();
    const session_id = newSession();
    await company(widgetKey, { company_id: 'acme', session_id });
    await company(widgetKey, { company_id: 'acme', session_id, remove: true });
    await identify(widgetKey, { user_id: 'u1', session_id });
    expect(await companies(serverKey, 'u1')).toEqual([]);
  });
});

test('C2: a company switched to in a session stays the current one, though every call brings a token naming another', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace();
  const session_id = newSession();
  const token = { user_id: 'u1', user_token: signToken(secret.secret, { user_id: 'u1', company_id: 'acme' }) };
  const current = async () => (await companies(serverKey, 'u1')).find(([, is]: [string, boolean]) => is)?.[0];
  await identify(widgetKey, { ...token, session_id });
  expect(await current()).toBe('acme');
  await company(widgetKey, { ...token, session_id, company_id: 'globex' });
  expect(await current()).toBe('globex');
  await halo.call('/chat', widgetKey, { ...token, session_id, message: 'Hello' });
  await identify(widgetKey, { ...token, session_id });
  expect(await current()).toBe('globex');
  const other = signToken(secret.secret, { user_id: 'u1', company_id: 'initech' });
  await identify(widgetKey, { user_id: 'u1', user_token: other, session_id });
  expect(await current()).toBe('initech');
  await identify(widgetKey, { ...token, session_id: newSession() });
  expect(await current()).toBe('acme');
});

test('ids: a number and its text are one company; words are ids; what is none is refused', async () => {
  const { widgetKey } = await halo.workspace();
  expect((await company(widgetKey, { company_id: 42 })).body.result).toBe('created');
  expect((await company(widgetKey, { company_id: '42' })).body.result).toBe('unchanged');
  for (const company_id of ['user', '0', 'null', 'Acme']) {
    expect((await company(widgetKey, { company_id })).body.result).toBe('created');
  }
  for (const company_id of ['', ' ', 1.5, 2 ** 53, 'x'.repeat(256), 'a\u0001']) {
    const answer = await company(widgetKey, { company_id });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_company_id']);
  }
});

test('case 71: T8, T9: managed keys are refused with all offenders, and 50,000 bytes are the limit; nothing is stored', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  const reserved = await company(widgetKey, {
    company_id: 'acme',
    user_id: 'u1',
    traits: { health_score: 1, team_size: 2, name: 'A' },
    set_once: { created_at: 'x' },
  });
  expect(reserved.body).toMatchObject({
    code: 'reserved_traits',
    reserved_keys: ['created_at', 'health_score', 'team_size'],
  });
  const large = await company(widgetKey, { company_id: 'acme', user_id: 'u1', traits: { a: 'x'.repeat(50_000) } });
  expect([large.status, large.body.limit]).toEqual([413, 50_000]);
  expect((await halo.call('/companies/acme', serverKey)).status).toBe(404);
  expect((await halo.call('/users/u1', serverKey)).status).toBe(404);
  expect((await company(widgetKey, { company_id: 'acme', traits: { a: 'x'.repeat(49_000) } })).status).toBe(200);
});

test('an unsigned answer holds the keys of its own call; only a server key sees the whole company', async () => {
  const { widgetKey, serverKey } = await halo.workspace();
  await company(serverKey, {
    company_id: 'acme',
    traits: { plan: 'pro', mrr: 9, secret: 's', signed_up_at: '2020-01-01' },
  });
  const { body } = await company(widgetKey, { company_id: 'acme', traits: { seats: 3 } });
  expect(body.company).toEqual({
    company_id: 'acme',
    custom_fields: { seats: 3 },
    signed_up_at: null,
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
  const keyed = await company(serverKey, { company_id: 'acme' });
  expect(keyed.body.company).toMatchObject({ plan: 'pro', custom_fields: { secret: 's', seats: 3 } });
});
