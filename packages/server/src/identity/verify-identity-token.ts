import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { LIMITS } from '@halo/wire/limits.ts';
import { parseCleanJson } from '../clean-json.ts';
import type { TokenFault, TokenPayload } from './identity-token.ts';

/** An identity secret as it is used: its id is the `kid` a token may carry. */
export interface IdentityKey {
  id: string;
  secret: KeyObject;
}

export type TokenVerdict = { ok: true; payload: TokenPayload } | { ok: false; fault: TokenFault; keyId: string | null };

/**
 * Checks an HS256 token: form, algorithm, signature, `exp`, `nbf`, `iat`, 60 s of clock skew. The algorithm is fixed by
 * the key, never by the token. Signatures are compared as text in constant time, so that no second spelling of the same
 * bytes passes. Never throws; a fault is a value.
 */
export function verifyIdentityToken(keys: readonly IdentityKey[], token: string, now: Date): TokenVerdict {
  const refuse = (fault: TokenFault, keyId: string | null = null): TokenVerdict => ({ ok: false, fault, keyId });
  if (token.length > LIMITS.tokenBytes) return refuse('too_long');
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return refuse('format');
  const [head, body, signature] = parts as [string, string, string];

  const header = readObject(head);
  if (!header || 'crit' in header) return refuse('header');
  if (header.alg !== 'HS256') return refuse('algorithm');
  const kid = header.kid;
  if (kid !== undefined && typeof kid !== 'string') return refuse('header');
  const tried = kid === undefined ? keys : keys.filter((key) => key.id === kid);
  if (tried.length === 0) return refuse('unknown_key');
  const key = tried.find((candidate) => isSignature(candidate.secret, `${head}.${body}`, signature));
  if (!key) return refuse('signature', kid ?? null);

  const claims = readObject(body);
  if (!claims) return refuse('payload', key.id);
  const { exp, nbf, iat } = claims;
  if (![exp, nbf, iat].every((time) => time === undefined || (typeof time === 'number' && Number.isFinite(time)))) {
    return refuse('time_claim', key.id);
  }
  const seconds = now.getTime() / 1000;
  const skew = LIMITS.clockSkewSeconds;
  if (typeof exp === 'number' && seconds >= exp + skew) return refuse('expired', key.id);
  if (typeof nbf === 'number' && seconds < nbf - skew) return refuse('not_yet_valid', key.id);
  if (typeof iat === 'number' && seconds < iat - skew) return refuse('not_yet_valid', key.id);
  return {
    ok: true,
    payload: {
      keyId: key.id,
      exp: typeof exp === 'number' ? exp : null,
      iat: typeof iat === 'number' ? iat : null,
      claims,
    },
  };
}

function isSignature(secret: KeyObject, signed: string, signature: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(signed).digest('base64url'));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function readObject(part: string): Record<string, unknown> | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
    const read = parseCleanJson(text);
    return read.ok && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
      ? (read.value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
