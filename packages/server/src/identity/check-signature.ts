import { createHash, createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { PublicKey } from './public-key.ts';

/** HMAC, compared as text in constant time, so that no second spelling of the same bytes passes. */
export function isSignedWithSecret(secret: KeyObject, signed: string, signature: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(signed).digest('base64url'));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const REMEMBERED_MS = 5 * 60_000;
const MOST_REMEMBERED = 5_000;
const good = new Map<string, number>();

/**
 * Whether a public key made this signature. Good ones are remembered for five minutes, by workspace, purpose, row, key
 * and the whole token (safety K1); nothing but the arithmetic is: times, names and the liveness of the key are judged at
 * every call.
 */
export function isSignedWithKey(key: PublicKey, signed: string, signature: string, now: Date): boolean {
  const name = `${key.place} ${createHash('sha256').update(`${signed}.${signature}`).digest('base64url')}`;
  const until = good.get(name);
  if (until !== undefined && until > now.getTime()) return true;
  if (!verifies(key, signed, signature)) return false;
  good.delete(name);
  if (good.size >= MOST_REMEMBERED) good.delete(good.keys().next().value as string);
  good.set(name, now.getTime() + REMEMBERED_MS);
  return true;
}

function verifies({ algorithm, key }: PublicKey, signed: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature) return false;
  const data = Buffer.from(signed);
  switch (algorithm) {
    case 'RS256':
      return verify('sha256', data, key, bytes);
    case 'ES256':
      return bytes.length === 64 && verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, bytes);
    case 'EdDSA':
      return verify(null, data, key, bytes);
  }
}
