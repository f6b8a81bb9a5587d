import { createHmac } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { signUserToken } from './server.ts';

const secret = 'ha_secret_of_the_test';
const read = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

afterEach(() => void vi.unstubAllGlobals());

it('signs HS256, names the key, ends after an hour, and carries the claims', async () => {
  const claims = { name: 'Zoë Ünal 💡', plan: 'pro', seats: 3 };
  const token = await signUserToken(42, { secret, keyId: 'key_1', companyId: 7, claims });
  const [head, body, signature] = token.split('.');
  expect(read(head)).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'key_1' });
  const { iat, exp, ...rest } = read(body);
  expect(rest).toEqual({ ...claims, user_id: '42', company_id: 7 });
  expect(exp - iat).toBe(3_600);
  expect(Math.abs(iat - Date.now() / 1_000)).toBeLessThan(60);
  expect(signature).toBe(createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'));
});

it('ends when it is told to, or never', async () => {
  const bodyOf = async (expiresIn: number | null) =>
    read((await signUserToken('u', { secret, expiresIn })).split('.')[1]);
  const { iat, exp } = await bodyOf(90.5);
  expect(exp - iat).toBe(90);
  expect(await bodyOf(null)).not.toHaveProperty('exp');
});

it('never lets a claim take the place of the user', async () => {
  const claims: Record<string, unknown> = { user_id: 'somebody else', exp: 1 };
  const body = read((await signUserToken('u', { secret, claims })).split('.')[1]);
  expect(body).toMatchObject({ user_id: 'u' });
  expect(body.exp).toBeGreaterThan(1);
});

it.each([
  ['no user', '', { secret }],
  ['the anonymous user', 'anonymous', { secret }],
  ['half a number', 1.5, { secret }],
  ['a widget key', 'u', { secret: 'ab_live_1' }],
  ['a server key', 'u', { secret: 'ha_server_1' }],
  ['no secret', 'u', { secret: undefined as unknown as string }],
  ['no time', 'u', { secret, expiresIn: 0 }],
  ['not a number of seconds', 'u', { secret, expiresIn: Number.NaN }],
])('refuses %s', async (_what, user, options) => {
  await expect(signUserToken(user, options)).rejects.toThrow(TypeError);
});

it('refuses to run in a browser, where the secret would be everybody’s', async () => {
  vi.stubGlobal('document', {});
  await expect(signUserToken('u', { secret })).rejects.toThrow('must not run in a browser');
});
