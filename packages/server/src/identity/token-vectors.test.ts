import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identityCode, type TokenFault, traitClaims } from './identity-token.ts';
import { judgeUserToken } from './judge-user-token.ts';
import { readPem, toPublicKey } from './public-key.ts';
import type { ProvingKey } from './verify-identity-token.ts';

interface Vectors {
  now: string;
  secret: { id: string; value: string };
  publicKeys: { kid: string; issuer: string; audience: string; claims: string[]; pem: string; algorithm: string }[];
  vectors: {
    name: string;
    token: string;
    named?: string;
    user_id?: string;
    claims?: object;
    fault?: TokenFault;
    code?: string;
  }[];
}

const file = join(import.meta.dirname, '../../../../docs/token-vectors.json');
const { now, secret, publicKeys, vectors }: Vectors = JSON.parse(readFileSync(file, 'utf8'));
const keys: ProvingKey[] = [
  { id: secret.id, secret: createSecretKey(Buffer.from(secret.value)) },
  ...publicKeys.map(({ kid, pem, ...rules }, n) =>
    toPublicKey(readPem(pem, kid), { workspaceId: 'vectors', id: `pub_${n}`, rules }),
  ),
];

test.each(vectors)('case 33: the vector "$name"', ({ token, named = null, user_id, claims, fault, code }) => {
  const verdict = judgeUserToken({ maxTokenAgeHours: null }, keys, token, named, new Date(now));
  if (!verdict.ok) {
    expect([verdict.fault, identityCode(verdict.fault)]).toEqual([fault, code]);
    return;
  }
  expect([verdict.externalId, fault]).toEqual([user_id, undefined]);
  if (claims) expect(traitClaims(verdict.claims)).toEqual(claims);
});

test('every fault that a token alone can have has a vector', () => {
  const needsMore = ['no_token', 'too_old', 'age_unknown', 'signed_out', 'no_scope', 'no_expiry', 'expiry_too_far'];
  const seen = new Set(vectors.map(({ fault }) => fault));
  const all = [
    ...['too_long', 'format', 'header', 'algorithm', 'unknown_key', 'signature', 'payload', 'issuer', 'audience'],
    ...['time_claim', 'expired', 'not_yet_valid', 'no_user_id', 'bad_user_id', 'other_user', 'bulk_scope'],
  ];
  expect(all.filter((fault) => !seen.has(fault as TokenFault) && !needsMore.includes(fault))).toEqual([]);
});
