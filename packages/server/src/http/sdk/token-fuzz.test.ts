import { createHmac, createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { PUBLIC_ALGORITHMS, readPem, toPublicKey } from '../../identity/public-key.ts';
import { type ProvingKey, verifyIdentityToken } from '../../identity/verify-identity-token.ts';
import { mutateToken, seeded } from '../../testing/mutate-token.ts';
import { keyPair, signPublicly } from '../../testing/public-keys.ts';
import { signToken, testHalo } from '../../testing/test-halo.ts';
import { registerPublicKey } from '../../workspaces/register-public-key.ts';

const halo = await testHalo();
const SECRET = 'ha_secret_for-this-test-only-0123456789';
const RULES = { issuer: 'https://id.acme.test/', audience: 'halo', claims: ['email'] };
const about = { user_id: 'u1', iss: RULES.issuer, aud: RULES.audience };
const pairs = PUBLIC_ALGORITHMS.map((algorithm) => keyPair(algorithm));
const secretKey: ProvingKey = { id: 'key_1', secret: createSecretKey(Buffer.from(SECRET)) };
const publicKeys = pairs.map(({ pem, algorithm }) =>
  toPublicKey(readPem(pem, algorithm), { workspaceId: 'w', id: `pub_${algorithm}`, rules: RULES }),
);
const keys: ProvingKey[] = [secretKey, ...publicKeys];

/** What an attacker may hold: tokens of other people's keys, and HS256 made of what is public. */
const forged = [
  signToken('ha_secret_other', about),
  ...pairs.flatMap((pair) => {
    const der = pair.publicKey.export({ type: 'spki', format: 'der' });
    const secrets = [pair.pem, pair.pem.trim(), der, JSON.stringify(pair.jwk()), pair.jwk().x ?? pair.jwk().n];
    return [
      signPublicly(keyPair(pair.algorithm), about),
      ...secrets.flatMap((secret) =>
        [{ alg: 'HS256' }, { alg: 'HS256', kid: pair.algorithm }, { alg: pair.algorithm }].map((header) => {
          const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
          const signed = `${part(header)}.${part(about)}`;
          return `${signed}.${createHmac('sha256', secret as string)
            .update(signed)
            .digest('base64url')}`;
        }),
      ),
    ];
  }),
];
const good = [signToken(SECRET, about), ...pairs.map((pair) => signPublicly(pair, about))];
/** The verifier is asked about these at the same instant, so that no clock decides. */
const now = new Date();

test('case 33: of 120,000 changed tokens of every algorithm none is taken, and none makes the verifier throw', {
  timeout: 60_000,
}, () => {
  for (const token of good) expect(verifyIdentityToken(keys, token, now)).toMatchObject({ ok: true });
  for (const token of forged) expect(verifyIdentityToken(keys, token, now), token).toMatchObject({ ok: false });
  const random = seeded(20260701);
  const known = new Set(good);
  for (const token of good) {
    const others = [...good, ...forged].filter((other) => other !== token);
    for (let n = 0; n < 30_000; n++) {
      const text = mutateToken(token, others, random);
      if (known.has(text)) continue;
      const verdict = verifyIdentityToken(keys, text, now);
      if (verdict.ok) throw new Error(`taken: ${JSON.stringify(text)}, made of ${token}`);
    }
  }
});

test('case 33: of 3,000 changed tokens over HTTP none is taken, none stores anything, and none is a 5xx', {
  timeout: 60_000,
}, async () => {
  const workspace = await halo.workspace('enforce');
  for (const { pem } of pairs) {
    const body = { kind: 'pem', pem, kid: null, name: 'x', ...RULES } as const;
    await registerPublicKey(halo.deps, { workspaceId: workspace.id, actor: { kind: 'command_line' }, ...body });
  }
  const real = [signToken(workspace.secret.secret, about), ...pairs.map((pair) => signPublicly(pair, about))];
  const random = seeded(4);
  const ask = async (user_token: string) =>
    (await halo.call('/users/identify', workspace.widgetKey, { user_id: 'u1', user_token, traits: { x: 1 } })).status;
  const known = new Set(real);
  const changed = Array.from({ length: 3_000 }, (_, n) => mutateToken(real[n % 4]!, [...real, ...forged], random));
  const asked = changed.filter((token) => !known.has(token));
  const statuses = new Map<number, number>();
  for (let at = 0; at < asked.length; at += 50) {
    for (const status of await Promise.all(asked.slice(at, at + 50).map(ask))) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  expect([...statuses.keys()]).toEqual([403]);
  expect((await halo.sql`select 1 from contacts where workspace_id = ${workspace.id}`).length).toBe(0);
  for (const token of real) expect(await ask(token)).toBe(200);
});
