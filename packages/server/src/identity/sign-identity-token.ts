import { createHmac } from 'node:crypto';
import type { IdentityKey } from './verify-identity-token.ts';

/** Signs claims as a customer's server would: HS256, the key's id as `kid`. */
export function signIdentityToken(key: IdentityKey, claims: Record<string, unknown>): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: key.id })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
}
