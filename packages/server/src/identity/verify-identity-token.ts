import type { KeyObject } from 'node:crypto';
import { LIMITS } from '@halo/wire/limits.ts';
import { parseCleanJson } from '../clean-json.ts';
import { isSignedWithKey, isSignedWithSecret } from './check-signature.ts';
import type { TokenFault, TokenPayload } from './identity-token.ts';
import { type KeyRules, PUBLIC_ALGORITHMS, type PublicKey } from './public-key.ts';

/** An identity secret as it is used: its id is the `kid` a token may carry. It verifies HS256 and nothing else. */
export interface IdentityKey {
  id: string;
  secret: KeyObject;
}

export type ProvingKey = IdentityKey | PublicKey;

export type TokenVerdict =
  | { ok: true; payload: TokenPayload }
  | {
      ok: false;
      fault: TokenFault;
      keyId: string | null;
      /** No key here goes by what a publicly signed token asks for; its issuer may have a new one. */
      missingPublicKey?: true;
    };

/** A token that names no key is tried with at most so many public ones: each costs as much as a whole call. */
const MOST_TRIED = 8;

/**
 * Checks a token: form, algorithm, signature, issuer and audience where the key asks for them, `exp`, `nbf`, `iat`, 60 s
 * of clock skew. The algorithm is fixed by the key, never by the token; keys or addresses inside the token are never
 * used. Never throws; a fault is a value.
 */
export function verifyIdentityToken(keys: readonly ProvingKey[], token: string, now: Date): TokenVerdict {
  const refuse = (fault: TokenFault, keyId: string | null = null): TokenVerdict => ({ ok: false, fault, keyId });
  if (token.length > LIMITS.tokenBytes) return refuse('too_long');
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return refuse('format');
  const [head, body, signature] = parts as [string, string, string];

  const header = readTokenPart(head);
  if (!header || 'crit' in header) return refuse('header');
  const { alg, kid } = header;
  const isPublic = (PUBLIC_ALGORITHMS as readonly unknown[]).includes(alg);
  if (alg !== 'HS256' && !isPublic) return refuse('algorithm');
  if (kid !== undefined && typeof kid !== 'string') return refuse('header');
  const named = kid === undefined ? keys : keys.filter((key) => goesBy(key, kid));
  const fitting = named.filter((key) => algorithmOf(key) === alg);
  if (fitting.length === 0) {
    const fault = named.length === 0 ? 'unknown_key' : 'algorithm';
    const keyId = kid === undefined ? null : (named[0]?.id ?? null);
    return { ok: false, fault, keyId, ...(isPublic && { missingPublicKey: true }) };
  }

  const signed = `${head}.${body}`;
  const isSigner = (key: ProvingKey) =>
    'secret' in key ? isSignedWithSecret(key.secret, signed, signature) : isSignedWithKey(key, signed, signature, now);
  const tried = isPublic ? fitting.slice(0, MOST_TRIED) : fitting;
  const signer = tried.find(isSigner);
  if (!signer) return refuse('signature', kid === undefined ? null : fitting[0]!.id);
  const claims = readTokenPart(body);
  if (!claims) return refuse('payload', signer.id);
  // The same key may be registered for several issuers and audiences.
  const isMeant = (key: ProvingKey) => ruleFault(rulesOf(key), claims) === null;
  const key = isMeant(signer) ? signer : (tried.find((other) => isMeant(other) && isSigner(other)) ?? signer);
  const fault = ruleFault(rulesOf(key), claims) ?? timeFault(claims, now);
  if (fault) return refuse(fault, key.id);
  const { exp, iat } = claims;
  return {
    ok: true,
    payload: {
      keyId: key.id,
      exp: typeof exp === 'number' ? exp : null,
      iat: typeof iat === 'number' ? iat : null,
      claims,
      rules: rulesOf(key),
      // Whoever holds an ES256 token can write its signature in another way; what was signed has one spelling.
      name: isPublic ? signed : token,
    },
  };
}

function goesBy(key: ProvingKey, kid: string): boolean {
  return key.id === kid || ('kid' in key && key.kid === kid);
}

function algorithmOf(key: ProvingKey): string {
  return 'secret' in key ? 'HS256' : key.algorithm;
}

function rulesOf(key: ProvingKey): KeyRules | null {
  return 'secret' in key ? null : key.rules;
}

function ruleFault(rules: KeyRules | null, { iss, aud }: Record<string, unknown>): TokenFault | null {
  if (!rules) return null;
  if (iss !== rules.issuer) return 'issuer';
  const heard = Array.isArray(aud) ? aud.includes(rules.audience) : aud === rules.audience;
  return heard ? null : 'audience';
}

function timeFault({ exp, nbf, iat }: Record<string, unknown>, now: Date): TokenFault | null {
  if (![exp, nbf, iat].every((time) => time === undefined || (typeof time === 'number' && Number.isFinite(time)))) {
    return 'time_claim';
  }
  const seconds = now.getTime() / 1000;
  const skew = LIMITS.clockSkewSeconds;
  if (typeof exp === 'number' && seconds >= exp + skew) return 'expired';
  if (typeof nbf === 'number' && seconds < nbf - skew) return 'not_yet_valid';
  if (typeof iat === 'number' && seconds < iat - skew) return 'not_yet_valid';
  return null;
}

/** The object that a header or payload is; null when it is none. */
export function readTokenPart(part: string): Record<string, unknown> | null {
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
