import { createHmac } from 'node:crypto';
import type { AddPublicKeyBody } from '@halo/wire/dashboard/public-keys.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { signOutEverywhere } from '../../contacts/sign-out-everywhere.ts';
import { flushKeyUses } from '../../identity/note-key-use.ts';
import { PUBLIC_ALGORITHMS } from '../../identity/public-key.ts';
import { type KeyPair, keyPair, keyServer, signPublicly } from '../../testing/public-keys.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';
import { endPublicKey } from '../../workspaces/end-public-key.ts';
import { registerPublicKey } from '../../workspaces/register-public-key.ts';

const halo = await testHalo();
const server = await keyServer();
halo.deps.config = { ...halo.deps.config, outsideAllow: [server.host] };
afterAll(() => server.close());

const actor = { kind: 'command_line' } as const;
const RULES = { name: 'Our sign-in', issuer: 'https://id.acme.test/', audience: 'halo', claims: ['email', 'plan'] };
const about = { iss: RULES.issuer, aud: RULES.audience };
const paste = ({ pem }: KeyPair, more: Partial<AddPublicKeyBody> = {}) =>
  ({ kind: 'pem', pem, kid: null, ...RULES, ...more }) as Required<AddPublicKeyBody>;
const address = (url = server.url) => ({ kind: 'jwks', url, ...RULES }) as Required<AddPublicKeyBody>;
const register = async ({ id }: TestWorkspace, body: Required<AddPublicKeyBody>) =>
  (await registerPublicKey(halo.deps, { workspaceId: id, actor, ...body })).id;
const identify = (workspace: TestWorkspace, user_token: string, user_id: string | null = 'u1') =>
  halo.call('/users/identify', workspace.widgetKey, { user_id, user_token });
const outcome = async (workspace: TestWorkspace, token: string) => {
  const { body } = await identify(workspace, token);
  return body.code ?? body.trust;
};
const reason = async (workspace: TestWorkspace) => (await halo.log(workspace))[0]!.reason;
const fresh = async (body: Required<AddPublicKeyBody>) => {
  const workspace = await halo.workspace('enforce');
  return { workspace, id: await register(workspace, body) };
};

describe.each(PUBLIC_ALGORITHMS)('%s', (algorithm) => {
  const pair = keyPair(algorithm);
  const other = keyPair(algorithm);

  test('safety K3: a token proves its user only with this issuer and audience, and stores only permitted claims', async () => {
    const { workspace } = await fresh(paste(pair));
    const claims = { sub: 'u1', email: 'u1@acme.test', plan: 'pro', role: 'owner', company_id: 'c1', ...about };
    const { body } = await identify(workspace, signPublicly(pair, claims));
    expect(body).toMatchObject({ trust: 'verified', result: 'created' });
    expect(body.ignored).toEqual([
      { key: 'role', reason: 'claim_not_allowed' },
      { key: 'company_id', reason: 'claim_not_allowed' },
    ]);
    const { user } = (await halo.call('/users/u1', workspace.serverKey)).body;
    expect(user).toMatchObject({ email: 'u1@acme.test', custom_fields: { plan: 'pro' } });
    expect(user).not.toHaveProperty('role');
    expect((await halo.sql`select 1 from memberships where workspace_id = ${workspace.id}`).length).toBe(0);
    const faults: [Record<string, unknown>, string][] = [
      [{ ...about, iss: 'https://id.acme.test' }, 'issuer'],
      [{ ...about, iss: [RULES.issuer] }, 'issuer'],
      [{ aud: RULES.audience }, 'issuer'],
      [{ ...about, aud: 'other' }, 'audience'],
      [{ ...about, aud: ['other', 7] }, 'audience'],
      [{ iss: RULES.issuer }, 'audience'],
    ];
    for (const [said, fault] of faults) {
      expect(await outcome(workspace, signPublicly(pair, { sub: 'u1', ...said }))).toBe('identity_invalid');
      expect(await reason(workspace)).toBe(fault);
    }
    expect(await outcome(workspace, signPublicly(pair, { sub: 'u1', ...about, aud: ['x', 'halo'] }))).toBe('verified');
    expect(await outcome(workspace, signPublicly(other, { sub: 'u1', ...about }))).toBe('identity_invalid');
    expect(await reason(workspace)).toBe('signature');
  });

  test('case 33: the key decides the algorithm: its public key is no secret, and no token is signed with "none"', async () => {
    const { workspace } = await fresh(paste(pair, { kid: 'k1' }));
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forge = (secret: string, header: object) => {
      const signed = `${part(header)}.${part({ sub: 'u1', ...about })}`;
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    };
    const der = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('latin1');
    for (const secret of [pair.pem, pair.pem.trim(), der, JSON.stringify(pair.jwk())]) {
      for (const header of [{ alg: 'HS256' }, { alg: 'HS256', kid: 'k1' }, { alg: algorithm, kid: 'k1' }]) {
        expect(await outcome(workspace, forge(secret, header))).toBe('identity_invalid');
      }
    }
    for (const alg of [
      'none',
      'None',
      'RS512',
      'PS256',
      'ES256K',
      ...PUBLIC_ALGORITHMS.filter((x) => x !== algorithm),
    ]) {
      const token = signPublicly(pair, { sub: 'u1', ...about }, { alg });
      expect([alg, await outcome(workspace, token)]).toEqual([alg, 'identity_invalid']);
      expect(await reason(workspace)).toBe('algorithm');
    }
  });

  test('safety K3: a key, address or certificate inside a token is never used, and crit is refused', async () => {
    const { workspace } = await fresh(paste(pair));
    server.lists(other.jwk('theirs'));
    server.asked = 0;
    const inside = { jku: server.url, x5u: server.url, jwk: other.jwk(), x5c: ['MIIB'], kid: 'theirs' };
    for (const header of [inside, { ...inside, kid: undefined }, { jwk: other.jwk() }, { jku: server.url }]) {
      expect(await outcome(workspace, signPublicly(other, { sub: 'u1', ...about }, header))).toBe('identity_invalid');
    }
    expect(server.asked).toBe(0);
    const critical = signPublicly(pair, { sub: 'u1', ...about }, { crit: ['exp'] });
    expect([await outcome(workspace, critical), await reason(workspace)]).toEqual(['identity_invalid', 'header']);
  });

  test('case 34: clocks may be 55 seconds apart, but not 70', async () => {
    const { workspace } = await fresh(paste(pair));
    const now = Math.floor(halo.deps.now().getTime() / 1000);
    const at = (times: object) => outcome(workspace, signPublicly(pair, { sub: 'u1', ...about, ...times }));
    expect([await at({ exp: now - 55 }), await at({ exp: now - 70 })]).toEqual(['verified', 'identity_expired']);
    expect([await at({ nbf: now + 55 }), await at({ nbf: now + 75 })]).toEqual(['verified', 'identity_invalid']);
  });
});

test('safety K1: a signature found good is remembered, and everything else about its token is judged anew', async () => {
  const pair = keyPair('ES256');
  const { workspace, id } = await fresh(paste(pair));
  const now = Math.floor(halo.deps.now().getTime() / 1000);
  const brief = signPublicly(pair, { sub: 'u1', ...about, iat: now, exp: now + 5 });
  const long = signPublicly(pair, { sub: 'u1', ...about, iat: now });
  expect([await outcome(workspace, brief), await outcome(workspace, long)]).toEqual(['verified', 'verified']);
  expect((await identify(workspace, long, 'u2')).body.code).toBe('identity_mismatch');
  const elsewhere = await fresh(paste(keyPair('ES256')));
  expect(await outcome(elsewhere.workspace, long)).toBe('identity_invalid');
  const bulk = { user_id: 'u1', user_token: long };
  expect((await halo.call('/users/update', workspace.widgetKey, bulk)).body.code).toBe('identity_invalid');
  halo.turnClock(70);
  expect([await outcome(workspace, brief), await outcome(workspace, long)]).toEqual(['identity_expired', 'verified']);
  const [contact] = await halo.sql`select id from contacts where workspace_id = ${workspace.id}`;
  await signOutEverywhere(halo.deps, { workspaceId: workspace.id, contactId: contact!.id, actor });
  expect(await outcome(workspace, long)).toBe('identity_expired');
  const later = signPublicly(pair, { sub: 'u1', ...about, iat: now + 71 });
  expect(await outcome(workspace, later)).toBe('verified');
  await endPublicKey(halo.deps, { workspaceId: workspace.id, id, actor });
  expect(await outcome(workspace, later)).toBe('identity_invalid');
});

test('an ES256 token without iat that was signed out does not come back with its signature written another way', async () => {
  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const pair = keyPair('ES256');
  const { workspace } = await fresh(paste(pair));
  const token = signPublicly(pair, { sub: 'u1', ...about });
  const [head, body, signature] = token.split('.') as [string, string, string];
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const mirrored = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex');
  const twin = `${head}.${body}.${Buffer.concat([bytes.subarray(0, 32), mirrored]).toString('base64url')}`;
  expect([await outcome(workspace, token), await outcome(workspace, twin)]).toEqual(['verified', 'verified']);
  const [contact] = await halo.sql`select id from contacts where workspace_id = ${workspace.id}`;
  await signOutEverywhere(halo.deps, { workspaceId: workspace.id, contactId: contact!.id, actor });
  expect([await outcome(workspace, token), await outcome(workspace, twin)]).toEqual([
    'identity_expired',
    'identity_expired',
  ]);
});

test('safety K4: a public key signs no bulk token, and a bulk token proves nobody', async () => {
  const pair = keyPair('RS256');
  const { workspace } = await fresh(paste(pair, { kid: 'k1' }));
  for (const header of [{}, { kid: 'k1' }]) {
    const scoped = signPublicly(pair, { scope: 'users.update', sub: 'u1', ...about }, header);
    const bulk = await halo.call('/users/update', workspace.widgetKey, { user_id: 'u1', user_token: scoped });
    expect([bulk.status, bulk.body.code]).toEqual([403, 'identity_invalid']);
    expect(await outcome(workspace, scoped)).toBe('identity_scope');
  }
  const secretly = signToken(workspace.secret.secret, { scope: 'users.update', user_id: 'u1' });
  expect(await outcome(workspace, secretly)).toBe('identity_scope');
});

describe('an address of keys', () => {
  test('safety K3: an unknown kid has it read anew, at most once a minute; a token signed with a secret never does', async () => {
    const [first, second] = [keyPair('RS256'), keyPair('EdDSA')];
    server.lists(first.jwk('one'));
    const { workspace } = await fresh(address());
    server.asked = 0;
    const by = (pair: KeyPair, kid?: string) => signPublicly(pair, { sub: 'u1', ...about }, kid ? { kid } : {});
    expect([await outcome(workspace, by(first, 'one')), await outcome(workspace, by(first))]).toEqual([
      'verified',
      'verified',
    ]);
    for (const kid of ['nowhere', undefined]) {
      await outcome(workspace, signToken('ha_secret_other', { user_id: 'u1' }, { alg: 'HS256', ...(kid && { kid }) }));
    }
    const secretly = signToken(workspace.secret.secret, { user_id: 'u1' });
    expect([await outcome(workspace, secretly), server.asked]).toEqual(['verified', 0]);

    server.lists(second.jwk('two'));
    halo.turnClock(61);
    const answers = await Promise.all(Array.from({ length: 10 }, () => outcome(workspace, by(second, 'two'))));
    expect([new Set(answers), server.asked]).toEqual([new Set(['verified']), 1]);
    expect([await outcome(workspace, by(first, 'one')), await reason(workspace)]).toEqual([
      'identity_invalid',
      'unknown_key',
    ]);
    for (let n = 0; n < 20; n++) await outcome(workspace, by(first, `guess-${n}`));
    expect(server.asked).toBe(1);
    halo.turnClock(61);
    await outcome(workspace, by(first, 'guess'));
    expect(server.asked).toBe(2);
  });

  test('while it is down its keys go on verifying, for a day; then nothing of it is believed', async () => {
    const pair = keyPair('ES256');
    server.lists(pair.jwk('one'));
    const { workspace, id } = await fresh(address());
    const token = () => signPublicly(pair, { sub: 'u1', ...about }, { kid: 'one' });
    server.answer = { status: 500, body: 'down' };
    const stored = async () =>
      (
        await halo.sql`select fetch_fault, keys from public_keys where workspace_id = ${workspace.id} and id = ${id}`
      )[0]!;
    halo.turnClock(11 * 60);
    expect(await outcome(workspace, token())).toBe('verified');
    await expect.poll(async () => (await stored()).fetch_fault).toMatch(/status 500/);
    expect((await stored()).keys).toHaveLength(1);
    halo.turnClock(24 * 3_600);
    expect(await outcome(workspace, token())).toBe('identity_invalid');
    server.lists(pair.jwk('one'));
    halo.turnClock(61);
    expect(await outcome(workspace, token())).toBe('verified');
    expect((await stored()).fetch_fault).toBeNull();
  });

  test('a key that left the address dies within minutes', async () => {
    const [gone, stays] = [keyPair('ES256'), keyPair('ES256')];
    server.lists(gone.jwk('gone'), stays.jwk('stays'));
    const { workspace } = await fresh(address());
    const by = (pair: KeyPair, kid: string) => outcome(workspace, signPublicly(pair, { sub: 'u1', ...about }, { kid }));
    expect(await by(gone, 'gone')).toBe('verified');
    server.lists(stays.jwk('stays'));
    halo.turnClock(11 * 60);
    await expect.poll(() => by(gone, 'gone')).toBe('identity_invalid');
    expect(await by(stays, 'stays')).toBe('verified');
  });

  test.each<[string, string, RegExp]>([
    ['this machine', 'https://127.0.0.1/jwks', /not on the public internet/],
    ['a private network', 'https://10.0.0.8/jwks', /not on the public internet/],
    ['a mapped address', 'https://[::ffff:127.0.0.1]/jwks', /not on the public internet/],
    ['the metadata service', 'https://169.254.169.254/latest', /not on the public internet/],
    ['plain http', 'http://id.acme.test/jwks', /Only https/],
    ['another port', 'https://id.acme.test:8443/jwks', /ports 80 and 443/],
    ['a password', 'https://user:word@id.acme.test/jwks', /user name/],
  ])('safety O1: %s is not asked for keys', async (_, url, words) => {
    const workspace = await halo.workspace();
    await expect(register(workspace, address(url))).rejects.toThrow(words);
    expect((await halo.sql`select 1 from public_keys where workspace_id = ${workspace.id}`).length).toBe(0);
  });

  test.each<[string, typeof server.answer, RegExp]>([
    ['a redirect inside', { status: 302, body: '', headers: { location: 'https://10.0.0.8/' } }, /not on the public/],
    ['a redirect to plain http', { status: 302, body: '', headers: { location: 'http://localhost/' } }, /Only https/],
    ['too much', { status: 200, body: `{"keys":[],"x":"${'x'.repeat(300_000)}"}` }, /256000 bytes/],
    ['no JSON', { status: 200, body: '<html>' }, /no JSON/],
    ['no list', { status: 200, body: '{"keys":{}}' }, /no list "keys"/],
    ['no usable key', { status: 200, body: '{"keys":[{"kty":"oct","k":"AAAA"}]}' }, /no key that can be used/],
    ['an error', { status: 404, body: '{}' }, /status 404/],
  ])('safety O1: %s is refused in words', async (_, answer, words) => {
    server.answer = answer;
    const workspace = await halo.workspace();
    await expect(register(workspace, address())).rejects.toThrow(words);
  });
});

test('case 51: a public key knows how many of its tokens were taken and refused, and when one was taken last', async () => {
  const pair = keyPair('EdDSA');
  const { workspace, id } = await fresh(paste(pair, { kid: 'k1' }));
  const figures = async () => {
    await flushKeyUses(halo.deps);
    const [row] = await halo.sql`select accepted, refused, last_used_at from public_keys where id = ${id}`;
    return [Number(row!.accepted), Number(row!.refused), row!.last_used_at] as const;
  };
  await outcome(workspace, signPublicly(pair, { sub: 'u2', ...about }));
  await outcome(workspace, signPublicly(pair, { sub: 'u1', ...about, aud: 'x' }));
  await outcome(workspace, signPublicly(keyPair('EdDSA'), { sub: 'u1', ...about }, { kid: 'k1' }));
  await outcome(workspace, signPublicly(keyPair('EdDSA'), { sub: 'u1', ...about }));
  expect(await figures()).toEqual([0, 3, null]);
  await outcome(workspace, signPublicly(pair, { sub: 'u1', ...about }));
  const [accepted, refused, lastUsedAt] = await figures();
  expect([accepted, refused]).toEqual([1, 3]);
  expect(Math.abs(Date.parse(lastUsedAt) - halo.deps.now().getTime())).toBeLessThan(60_000);
});
