import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyIdentityToken } from '../packages/server/src/identity/verify-identity-token.ts';
import { signUserToken } from '../packages/widget/src/server.ts';

/** The two ends of a user token know nothing of each other: the package customers sign with, and the server's check. */
it('what haloagents/server signs is what the server takes', async () => {
  const secret = 'ha_secret_0123456789';
  const key = { id: 'key_1', secret: createSecretKey(Buffer.from(secret)) };
  const claims = { name: 'Zoë 💡', plan: 'pro' };
  const token = await signUserToken(42, { secret, keyId: 'key_1', companyId: 'acme', claims });
  expect(verifyIdentityToken([key], token, new Date())).toMatchObject({
    ok: true,
    payload: { keyId: 'key_1', claims: { ...claims, user_id: '42', company_id: 'acme' } },
  });
  const other = await signUserToken(42, { secret: `${secret}x`, keyId: 'key_1' });
  expect(verifyIdentityToken([key], other, new Date())).toMatchObject({ ok: false, fault: 'signature' });
});
