import type { TokenTestAnswer } from '@halo/wire/dashboard/token-test.ts';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { signOutEverywhere } from '../../contacts/sign-out-everywhere.ts';
import { flushKeyUses } from '../../identity/note-key-use.ts';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import { keyPair, signPublicly } from '../../testing/public-keys.ts';
import { signToken } from '../../testing/test-halo.ts';

const logged: string[] = [];
const room = await dashboardRoom(
  { HALO_RATE_LIMITS: 'on' },
  pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
);
const { halo } = room;
let entered: ReturnType<typeof room.own> | undefined;
const own = () => (entered ??= room.own());

async function fresh(owner: Browser, name: string) {
  const { body } = await owner.call('POST', '/api/dashboard/workspaces', { name });
  const { id, secret } = body.identitySecret;
  const ask = (token: string, more: object = {}) =>
    owner.inside<TokenTestAnswer>(body.workspace.id, 'POST', '/security/token-test', { token, ...more });
  return {
    id: body.workspace.id as string,
    widgetKey: body.widgetKey as string,
    kid: id as string,
    secret: secret as string,
    ask,
    find: async (token: string, more: object = {}) => (await ask(token, more)).body.fault,
  };
}

test('cases 33, 50: the tester names the exact fault of a token, and what a caller would be told', async () => {
  const { browser: owner } = await own();
  const { secret, kid, find, ask } = await fresh(owner, 'Tester');
  const now = Math.floor(halo.deps.now().getTime() / 1000);
  const by = (claims: object, header?: Record<string, unknown>) => signToken(secret, { ...claims }, header);
  const good = by({ user_id: 'u1', name: 'Uma', id: 'x', company_id: 'c1', iat: now });
  expect((await ask(good, { userId: 'u1' })).body).toMatchObject({
    ...{ ok: true, fault: null, code: null, stores: ['name', 'company_id'] },
    ignored: [{ key: 'id', reason: 'reserved' }],
    says: { algorithm: 'HS256', kid: null, userId: 'u1', issuedAt: now, expiresAt: expect.any(Number) },
    key: { id: kid, kind: 'secret' },
    algorithms: ['HS256'],
  });
  expect((await ask(by({ user_id: 'u1', exp: now - 7_200 }))).body).toMatchObject({
    ...{ fault: 'expired', code: 'identity_expired', says: { expiresAt: now - 7_200 }, key: { id: kid } },
  });
  expect((await ask(by({ user_id: 'u1' }), { userId: 'u2' })).body).toMatchObject({
    ...{ fault: 'other_user', code: 'identity_mismatch', says: { userId: 'u1' } },
  });
  const faults: [string, string][] = [
    ['hello', 'format'],
    ['x'.repeat(9_000), 'too_long'],
    [by({ user_id: 'u1' }, { alg: 'none' }), 'algorithm'],
    [by({ user_id: 'u1' }, { alg: 'HS256', kid: 'key_other' }), 'unknown_key'],
    [signToken('ha_secret_other', { user_id: 'u1' }), 'signature'],
    [by({ user_id: 'u1', nbf: now + 600 }), 'not_yet_valid'],
    [by({ user_id: 'u1', exp: 'soon' }), 'time_claim'],
    [by({}), 'no_user_id'],
    [by({ user_id: 1.5 }), 'bad_user_id'],
    [by({ user_id: 'u1', scope: 'users.update' }), 'bulk_scope'],
  ];
  for (const [token, fault] of faults) expect(await find(token)).toBe(fault);
  const bulk = { purpose: 'users.update' };
  expect(await find(by({ scope: 'users.update' }), bulk)).toBeNull();
  expect(await find(by({ scope: 'companies.update' }), bulk)).toBe('no_scope');
  expect(await find(by({ scope: 'users.update', exp: undefined }), bulk)).toBe('no_expiry');
  expect(await find(by({ scope: 'users.update', exp: now + 8_000 }), bulk)).toBe('expiry_too_far');
  expect((await ask(good, { userId: 'undefined' })).status).toBe(400);
  expect((await ask('')).status).toBe(400);
  expect((await ask('x'.repeat(30_000))).status).toBe(400);
});

test('the tester knows secrets that have ended, public keys, and people who were signed out', async () => {
  const { browser: owner } = await own();
  const { id, secret, kid, find, ask, widgetKey } = await fresh(owner, 'Keys of all kinds');
  const pair = keyPair('ES256');
  const rules = { name: 'ID', issuer: 'https://id.test', audience: 'halo', claims: ['email'] };
  await owner.inside(id, 'POST', '/security/public-keys', { kind: 'pem', pem: pair.pem, ...rules });
  const claims = { sub: 'u1', email: 'u@x.test', role: 'x', iss: rules.issuer, aud: rules.audience };
  expect((await ask(signPublicly(pair, claims))).body).toMatchObject({
    ...{ ok: true, stores: ['email'], ignored: [{ key: 'role', reason: 'claim_not_allowed' }] },
    key: { kind: 'public', issuer: rules.issuer, audience: rules.audience },
    algorithms: ['HS256', 'ES256'],
  });
  expect(await find(signPublicly(pair, { ...claims, aud: 'else' }))).toBe('audience');
  const bulk = signPublicly(pair, { ...claims, scope: 'users.update' });
  expect(await find(bulk, { purpose: 'users.update' })).toBe('algorithm');

  const token = signToken(secret, { user_id: 'u1' });
  expect((await halo.call('/users/identify', widgetKey, { user_id: 'u1', user_token: token })).status).toBe(200);
  const [contact] = await halo.sql`select id from contacts where workspace_id = ${id}`;
  await signOutEverywhere(halo.deps, { workspaceId: id, contactId: contact!.id, actor: { kind: 'command_line' } });
  expect(await find(token)).toBe('signed_out');
  await owner.inside(id, 'POST', '/security/identity-secrets', { endOthersAfterHours: 0 });
  expect((await ask(token)).body).toMatchObject({ fault: 'signature', endedKey: { id: kid } });
});

test('the tester keeps nothing of a token, counts nothing, and is asked thirty times a minute at most', async () => {
  const { browser: owner } = await own();
  const { id, secret, kid, ask } = await fresh(owner, 'Discreet');
  const token = signToken(secret, { user_id: 'discreet-person', name: 'Discreet Name' });
  const bad = `${token.slice(0, -3)}AAA`;
  const tables = await halo.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`;
  logged.length = 0;
  for (const each of [token, bad]) expect((await ask(each)).status).toBe(200);
  await flushKeyUses(halo.deps);
  const parts = [...token.split('.'), 'discreet-person', 'Discreet Name'];
  for (const { name } of tables) {
    const rows = await halo.sql.unsafe(`select t::text as row from ${name} t`);
    for (const part of parts.slice(1)) expect(JSON.stringify(rows), name).not.toContain(part);
  }
  for (const part of parts.slice(1)) expect(logged.join('\n')).not.toContain(part);
  const [row] = await halo.sql`select accepted, refused, last_used_at from identity_secrets where id = ${kid}`;
  expect([Number(row!.accepted), Number(row!.refused), row!.last_used_at]).toEqual([0, 0, null]);
  expect((await halo.sql`select 1 from identify_log where workspace_id = ${id}`).length).toBe(0);
  const more = await Promise.all(Array.from({ length: 30 }, () => ask(token)));
  const statuses = more.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(29);
  expect(more.find(({ status }) => status === 429)?.body).toMatchObject({ code: 'rate_limited' });
  expect((await (await fresh(owner, 'Another')).ask(token)).status).toBe(200);
});
