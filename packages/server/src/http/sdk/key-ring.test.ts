import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createSealer } from '../../identity/seal.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';
import { endIdentitySecret } from '../../workspaces/end-identity-secret.ts';
import { rotateIdentitySecret } from '../../workspaces/rotate-identity-secret.ts';

const logged: string[] = [];
const halo = await testHalo({}, pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }));
const actor = { kind: 'command_line' } as const;
const HOUR = 3_600;

const rotate = ({ id }: TestWorkspace, endOthersAfterHours: number | null = 24) =>
  rotateIdentitySecret(halo.deps, { workspaceId: id, endOthersAfterHours, actor });
const proves = async ({ widgetKey }: TestWorkspace, secret: string, kid?: string) => {
  const exp = Math.floor(halo.deps.now().getTime() / 1000) + HOUR;
  const user_token = signToken(secret, { user_id: 'u1', exp }, { alg: 'HS256', ...(kid && { kid }) });
  const { body } = await halo.call('/users/identify', widgetKey, { user_id: 'u1', user_token });
  return body.trust ?? body.code;
};
const reason = async (workspace: TestWorkspace) => (await halo.log(workspace))[0]!.reason;

test('case 46: old and new secret both verify for 24 hours, then only the new', async () => {
  const workspace = await halo.workspace('enforce');
  const { secret } = workspace;
  const second = await rotate(workspace);
  const both = async () => [
    await proves(workspace, secret.secret),
    await proves(workspace, secret.secret, secret.id),
    await proves(workspace, second.secret),
    await proves(workspace, second.secret, second.id),
  ];
  expect(await both()).toEqual(['verified', 'verified', 'verified', 'verified']);
  halo.turnClock(24 * HOUR - 60);
  expect(await both()).toEqual(['verified', 'verified', 'verified', 'verified']);
  halo.turnClock(120);
  expect(await both()).toEqual(['identity_invalid', 'identity_invalid', 'verified', 'verified']);
  const third = await rotate(workspace, null);
  expect([await proves(workspace, second.secret), await proves(workspace, third.secret)]).toEqual([
    'verified',
    'verified',
  ]);
});

test('case 48: a rotation that fails leaves the old secret as it was, and no trace of a new one', async () => {
  const workspace = await halo.workspace('enforce');
  const rows = () => halo.sql`select id, ends_at from identity_secrets where workspace_id = ${workspace.id}`;
  const before = [...(await rows())];
  // What fails is the last statement of the transaction: everything before it had succeeded.
  await halo.sql`alter table audit_log add constraint broken check (action <> 'identity_secret.created') not valid`;
  await expect(rotate(workspace, 0)).rejects.toThrow();
  await halo.sql`alter table audit_log drop constraint broken`;
  expect([...(await rows())]).toEqual(before);
  expect(await proves(workspace, workspace.secret.secret)).toBe('verified');
  expect(await proves(workspace, (await rotate(workspace, 0)).secret)).toBe('verified');
  expect(await proves(workspace, workspace.secret.secret)).toBe('identity_invalid');
});

test('case 49: a secret is in the answer that made it and nowhere else: no table, log line or audit entry', async () => {
  const workspace = await halo.workspace('enforce');
  const made = await rotate(workspace, 1);
  await proves(workspace, made.secret);
  await proves(workspace, made.secret, 'key_nowhere');
  await endIdentitySecret(halo.deps, { workspaceId: workspace.id, id: workspace.secret.id, actor });
  const tables = await halo.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`;
  expect(tables.length).toBeGreaterThan(20);
  const secrets = [workspace.secret.secret, made.secret, workspace.serverKey];
  for (const { name } of tables) {
    const stored = JSON.stringify(await halo.sql.unsafe(`select t::text as row from ${name} t`));
    for (const secret of secrets) {
      for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]) {
        expect(stored.includes(form), name).toBe(false);
      }
    }
  }
  for (const secret of secrets) expect(logged.join('\n').includes(secret)).toBe(false);
  const audit = await halo.sql`select action, subject from audit_log where workspace_id = ${workspace.id} order by at`;
  expect(audit.map(({ action, subject }) => `${action} ${subject}`)).toEqual(
    expect.arrayContaining([`identity_secret.created ${made.id}`, `identity_secret.ended ${workspace.secret.id}`]),
  );
});

test('case 49: a sealed secret opens in its own workspace, table and row only', async () => {
  const sealer = createSealer(Buffer.alloc(32, 7));
  const place = { workspaceId: 'w', table: 'identity_secrets', row: 'key_1' };
  const sealed = sealer.seal('ha_secret_x', place);
  expect(sealer.open(sealed, place)).toBe('ha_secret_x');
  expect(sealed.includes('ha_secret_x')).toBe(false);
  for (const other of [{ workspaceId: 'v' }, { table: 'providers' }, { row: 'key_2' }]) {
    expect(() => sealer.open(sealed, { ...place, ...other })).toThrow();
  }
  expect(() => createSealer(Buffer.alloc(32, 8)).open(sealed, place)).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => sealer.open(changed, place)).toThrow();
  }
});

test('case 50: an unknown kid has a reason of its own, also where a live secret would fit', async () => {
  const workspace = await halo.workspace('enforce');
  expect(await proves(workspace, workspace.secret.secret, 'key_nowhere')).toBe('identity_invalid');
  expect(await reason(workspace)).toBe('unknown_key');
  expect(await proves(workspace, 'ha_secret_other', workspace.secret.id)).toBe('identity_invalid');
  expect(await reason(workspace)).toBe('signature');
});

test("case 35: another workspace's token, kid and secret prove nobody here", async () => {
  const [mine, theirs] = [await halo.workspace('enforce'), await halo.workspace('enforce')];
  expect(await proves(mine, theirs.secret.secret)).toBe('identity_invalid');
  expect(await reason(mine)).toBe('signature');
  expect(await proves(mine, theirs.secret.secret, theirs.secret.id)).toBe('identity_invalid');
  expect(await reason(mine)).toBe('unknown_key');
  expect(await proves(theirs, theirs.secret.secret, theirs.secret.id)).toBe('verified');
});

test('case 37: what a secret made is compared in constant time and in no other way', () => {
  const source = readFileSync(join(import.meta.dirname, '../../identity/check-signature.ts'), 'utf8');
  const [, body = ''] = /function isSignedWithSecret[^{]*\{([\s\S]*?)\n\}/.exec(source) ?? [];
  expect(body).toContain('expected.length === given.length && timingSafeEqual(expected, given)');
  expect(body.match(/===|!==|\.equals\(|\.compare\(|\.startsWith\(/g)).toEqual(['===']);
});

describe('case 38: a call that only carries attributes reaches nobody', () => {
  test.each<[string, string, object]>([
    ['identify', '/users/identify', { traits: { email: 'jane@acme.test', plan: 'stolen' } }],
    ['identify, with ids as traits', '/users/identify', { traits: { userId: 'u1', plan: 'stolen' } }],
    ['chat', '/chat', { message: 'hi', custom_fields: { user_id: 'u1', email: 'jane@acme.test', plan: 'stolen' } }],
    ['a company', '/companies/identify', { company_id: 'c1', traits: { email: 'jane@acme.test', plan: 'stolen' } }],
    ['a ticket', '/tickets/create', { subject: 'x', email: 'jane@acme.test', metadata: { plan: 'stolen' } }],
  ])('%s', async (_, path, body) => {
    const workspace = await halo.workspace('enforce');
    await halo.call('/users/identify', workspace.serverKey, {
      user_id: 'u1',
      traits: { email: 'jane@acme.test', plan: 'pro' },
    });
    const contact = () => halo.sql`select * from contacts where workspace_id = ${workspace.id} and external_id = 'u1'`;
    const before = [...(await contact())];
    const answer = await halo.call(path, workspace.widgetKey, body);
    expect(answer.status).toBeLessThan(500);
    expect(JSON.stringify(answer.body)).not.toContain('"pro"');
    expect([...(await contact())]).toEqual(before);
  });
});
