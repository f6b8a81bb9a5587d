import { createHmac, type KeyObject } from 'node:crypto';

/** An identity secret of the Halo workspace. It never leaves the backend. */
export interface IdentityKey {
  id: string;
  secret: KeyObject;
}

/** A JWT that proves to Halo who is logged in: HS256, signed with the identity secret. */
export function signToken(key: IdentityKey, claims: Record<string, unknown>): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: key.id })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
}
