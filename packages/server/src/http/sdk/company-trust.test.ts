import { describe, expect, test } from 'vitest';
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

describe('C5: a membership has a trust of its own', () => {
  test('verified by token, by list of companies and by server key; claimed otherwise; never lowered', async () => {
    const { widgetKey, serverKey, secret } = await halo.workspace();
    const sign = (claims: object) => signToken(secret.secret, { user_id: 'u1', ...claims });
    await identify(widgetKey, { user_id: 'u1', user_token: sign({ company_id: 'acme', companies: ['initech', 7] }) });
    expect(await companies(serverKey, 'u1')).toEqual(
      expect.arrayContaining([
        ['acme', true, 'verified'],
        ['initech', false, 'verified'],
        ['7', false, 'verified'],
      ]),
    );
    await company(widgetKey, { company_id: 'claimed', user_id: 'u1' });
    await company(widgetKey, { company_id: 'acme', user_id: 'u1' });
    await company(serverKey, { company_id: 'keyed', user_id: 'u1' });
    const trusts = Object.fromEntries((await companies(serverKey, 'u1')).map(([id, , trust]: string[]) => [id, trust]));
    expect(trusts).toEqual({
      acme: 'verified',
      initech: 'verified',
      7: 'verified',
      claimed: 'claimed',
      keyed: 'verified',
    });
    await company(serverKey, { company_id: 'claimed', user_id: 'u1' });
    expect((await whole(serverKey, 'claimed')).members).toEqual([{ user_id: 'u1', current: true, trust: 'verified' }]);
  });

  test('case 65: enforce names it when a company stays out of the prompt for want of a proven membership', async () => {
    const workspace = await halo.workspace('enforce');
    const { id, widgetKey, serverKey, secret } = workspace;
    const sign = (claims: object = {}) => signToken(secret.secret, { user_id: 'u1', ...claims });
    const unverified = [{ key: 'company', reason: 'company_unverified' }];
    const call = (user_token: string | undefined, more: object = {}) =>
      company(widgetKey, { company_id: 'acme', user_id: 'u1', user_token, ...more });
    expect([(await call(undefined)).status, (await call(undefined)).body.code]).toEqual([403, 'identity_required']);
    expect((await halo.call('/companies/acme', serverKey)).status).toBe(404);
    expect((await call(sign())).body.ignored).toEqual(unverified);
    const anonymous = await company(widgetKey, { company_id: 'acme', traits: { plan: 'x' } });
    expect([anonymous.status, anonymous.body.ignored]).toEqual([200, unverified]);
    await halo.sql`update workspaces set company_proof = 'member' where id = ${id}`;
    await halo.setMode(workspace, 'enforce');
    expect((await call(sign())).body.ignored).toEqual([]);
    await halo.sql`update workspaces set company_proof = 'token' where id = ${id}`;
    await halo.setMode(workspace, 'enforce');
    expect((await call(sign({ company_id: 'other' }))).body.ignored).toEqual(unverified);
    expect((await call(sign({ company_id: 'acme' }))).body.ignored).toEqual([]);
    expect((await call(sign())).body.ignored).toEqual([]);
    expect((await company(serverKey, { company_id: 'acme', user_id: 'u1' })).body.ignored).toEqual([]);
  });
});

test('safety W4: a claimed company write is kept below, a proven member is believed more, a server key most', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace('report');
  const signed = { user_id: 'u1', user_token: signToken(secret.secret, { user_id: 'u1', company_id: 'acme' }) };
  const kept = [{ key: 'plan', reason: 'higher_trust_kept' }];
  const call = async (key: string, plan: string | null, more: object = {}) =>
    (await company(key, { company_id: 'acme', traits: { plan }, ...more })).body;
  expect((await call(widgetKey, 'claimed')).ignored).toEqual([]);
  expect((await call(widgetKey, 'self', signed)).ignored).toEqual([]);
  expect((await call(widgetKey, 'claimed again')).ignored).toEqual(kept);
  expect((await call(widgetKey, 'claimed again', { user_id: 'u1' })).ignored).toEqual(kept);
  expect((await call(serverKey, 'verified')).ignored).toEqual([]);
  expect((await call(widgetKey, null, signed)).ignored).toEqual(kept);
  // Proven before, by a server key: their own token is enough then.
  await company(serverKey, { company_id: 'acme', user_id: 'u2' });
  const member = { user_id: 'u2', user_token: signToken(secret.secret, { user_id: 'u2' }) };
  await company(widgetKey, { company_id: 'acme', traits: { seats: 1 } });
  await company(widgetKey, { company_id: 'acme', traits: { seats: 2 }, ...member });
  const said = await company(widgetKey, { company_id: 'acme', traits: { seats: 3 } });
  expect(said.body.ignored).toEqual([{ key: 'seats', reason: 'higher_trust_kept' }]);
  expect((await whole(serverKey, 'acme')).company).toMatchObject({ plan: 'verified', custom_fields: { seats: 2 } });
});

test('safety W1: a proven membership is not ended by those who prove less; where all are equal it is', async () => {
  const workspace = await halo.workspace('report');
  const { widgetKey, serverKey, secret } = workspace;
  const kept = [{ key: 'company', reason: 'higher_trust_kept' }];
  const leave = async (key: string, claims?: object) => {
    const user_token = claims && signToken(secret.secret, { user_id: 'u1', ...claims });
    const { body } = await company(key, { company_id: 'acme', user_id: 'u1', remove: true, user_token });
    return [body.result, body.ignored];
  };
  const join = () => company(serverKey, { company_id: 'acme', user_id: 'u1' });
  await join();
  expect(await leave(widgetKey)).toEqual(['unchanged', kept]);
  expect(await leave(widgetKey, {})).toEqual(['unchanged', kept]);
  expect(await companies(serverKey, 'u1')).toEqual([['acme', true, 'verified']]);
  expect(await leave(widgetKey, { company_id: 'acme' })).toEqual(['updated', []]);
  await join();
  expect(await leave(serverKey)).toEqual(['updated', []]);
  await join();
  await halo.setMode(workspace, 'off');
  expect(await leave(widgetKey)).toEqual(['updated', []]);
});

test('reserved company ids in a token are named, and the rest of the call succeeds', async () => {
  const { widgetKey, serverKey, secret } = await halo.workspace();
  const user_token = signToken(secret.secret, { user_id: 'u1', company_id: 1.5, companies: ['ok', '', { a: 1 }] });
  const { body } = await identify(widgetKey, { user_id: 'u1', user_token });
  expect(body.ignored.map(({ key, reason }: { key: string; reason: string }) => [key, reason])).toEqual([
    ['company_id', 'invalid_value'],
    ['company_id', 'invalid_value'],
    ['company_id', 'invalid_value'],
  ]);
  expect(await companies(serverKey, 'u1')).toEqual([['ok', true, 'verified']]);
});
