import type { Traits } from './traits.ts';

/** Claims that the token itself is made of: they are given by name, or not at all. */
export type ReservedClaim = 'user_id' | 'sub' | 'iss' | 'aud' | 'exp' | 'nbf' | 'iat' | 'jti' | 'company_id';

/** Facts about the person that Halo may trust: `name`, `email`, `plan` and whatever else your agents should know. */
export type Claims = Traits & { readonly [key in ReservedClaim]?: never };

export interface SignOptions {
  /** An identity secret of the workspace, `ha_secret_…`. It never leaves your server. */
  secret: string;
  /** The id of that secret, so that Halo need not try all of them. */
  keyId?: string;
  /** Seconds until the token ends; an hour by default, and `null` for one that never does. */
  expiresIn?: number | null;
  /** The company the person acts for. */
  companyId?: string | number;
  claims?: Claims;
}

const HOUR = 3_600;

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/**
 * Signs a user token (HS256) for whoever is logged in. Runs wherever WebCrypto does: Node 20, edge functions, Deno, Bun.
 * Throws a `TypeError` for a user id or a secret that cannot be one, and in a browser, where the secret must never be.
 */
export async function signUserToken(userId: string | number, options: SignOptions): Promise<string> {
  const { secret, keyId, expiresIn = HOUR, companyId, claims } = options;
  if (typeof document === 'object') throw new TypeError('haloagents/server must not run in a browser.');
  const id = typeof userId === 'number' && Number.isSafeInteger(userId) ? String(userId) : userId;
  if (typeof id !== 'string' || id === '' || id === 'anonymous')
    throw new TypeError('A user token needs a user id: text or a whole number.');
  if (typeof secret !== 'string' || !secret.startsWith('ha_secret_'))
    throw new TypeError('A user token is signed with an identity secret of the workspace, ha_secret_…');
  if (expiresIn !== null && !(expiresIn > 0)) throw new TypeError('expiresIn is a number of seconds above zero.');

  const issuedAt = Math.floor(Date.now() / 1_000);
  const text = new TextEncoder();
  const part = (value: object) => base64url(text.encode(JSON.stringify(value)));
  const head = part({ alg: 'HS256', typ: 'JWT', kid: keyId });
  const body = part({
    ...claims,
    company_id: companyId,
    user_id: id,
    iat: issuedAt,
    exp: expiresIn === null ? undefined : issuedAt + Math.floor(expiresIn),
  });
  const key = await crypto.subtle.importKey('raw', text.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', key, text.encode(`${head}.${body}`));
  return `${head}.${body}.${base64url(new Uint8Array(signature))}`;
}
