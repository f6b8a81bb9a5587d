import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** What tokens may be signed with when the workspace holds no shared secret. The key decides, never the token. */
export const PUBLIC_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const;
export type PublicAlgorithm = (typeof PUBLIC_ALGORITHMS)[number];

/** One public key as it is stored: its public members only, in the one form that all sources are brought to. */
export interface PublicKeyPart {
  /** The `kid` a token picks it by; null when it has none. */
  kid: string | null;
  algorithm: PublicAlgorithm;
  /** RFC 7638, base64url of sha-256. */
  thumbprint: string;
  jwk: JsonWebKey;
}

/** What a token must say, and may bring, to be taken from a public key: others sign with that key too. */
export interface KeyRules {
  issuer: string;
  audience: string;
  /** The claims that may be stored. */
  claims: readonly string[];
}

/** A public key ready to verify with. `id` is that of its row; a set of keys shares one. */
export interface PublicKey {
  id: string;
  kid: string | null;
  algorithm: PublicAlgorithm;
  key: KeyObject;
  rules: KeyRules;
  /** Names workspace, purpose, row and key, for the memory of good signatures (safety K1). */
  place: string;
}

export const PUBLIC_KEY_PREFIX = 'pub_';
/** Of one address; more are not read. */
const MOST_KEYS = 20;
const KID_CHARACTERS = 255;
const RSA_BITS = { least: 2_048, most: 8_192 };
/** Smaller exponents make forging easier, and no library makes them. */
const LEAST_EXPONENT = 65_537n;

/** Why a key is of no use here, in words for whoever pasted it. */
export class KeyFault extends Error {}

/** Reads one PEM public key. Throws `KeyFault`. */
export function readPem(pem: string, kid: string | null): PublicKeyPart {
  const text = pem.trim();
  if (/PRIVATE KEY/.test(text)) {
    throw new KeyFault('This is a private key. Keep it on your server, and paste the public one.');
  }
  if (/BEGIN CERTIFICATE/.test(text)) {
    throw new KeyFault(
      'This is a certificate. Take the key out of it: openssl x509 -pubkey -noout -in certificate.pem',
    );
  }
  if (!/^-----BEGIN (RSA )?PUBLIC KEY-----[\sA-Za-z0-9+/=]+-----END (RSA )?PUBLIC KEY-----$/.test(text)) {
    throw new KeyFault('This is not one PEM public key: it begins with -----BEGIN PUBLIC KEY-----');
  }
  return toPart(
    open(() => createPublicKey(text)),
    kid,
  );
}

/**
 * The usable keys of a JWKS: RSA of 2048 bits or more, P-256, Ed25519, meant for signatures. Everything else in it is
 * counted and passed over: shared secrets (`oct`), other curves, private keys. Only public members are read, so
 * addresses and certificates inside a key (`x5u`, `x5c`) are never looked at (safety K3). Throws `KeyFault`.
 */
export function readKeySet(json: unknown): { keys: PublicKeyPart[]; passedOver: number } {
  const list = typeof json === 'object' && json !== null ? (json as { keys?: unknown }).keys : null;
  if (!Array.isArray(list)) throw new KeyFault('This is not a JWKS: it has no list "keys".');
  const keys: PublicKeyPart[] = [];
  for (const jwk of list.slice(0, MOST_KEYS)) {
    try {
      keys.push(readJwk(jwk));
    } catch (error) {
      if (!(error instanceof KeyFault)) throw error;
    }
  }
  return { keys, passedOver: list.length - keys.length };
}

/** A stored part as a key to verify with. */
export function toPublicKey(part: PublicKeyPart, row: { workspaceId: string; id: string; rules: KeyRules }): PublicKey {
  return {
    id: row.id,
    kid: part.kid,
    algorithm: part.algorithm,
    key: createPublicKey({ key: part.jwk, format: 'jwk' }),
    rules: row.rules,
    place: `${row.workspaceId} user ${row.id} ${part.thumbprint}`,
  };
}

function readJwk(jwk: unknown): PublicKeyPart {
  if (typeof jwk !== 'object' || jwk === null) throw new KeyFault('not a key');
  const { kty, kid, use, key_ops: ops, alg, d } = jwk as Record<string, unknown>;
  if (d !== undefined) throw new KeyFault('a private key in public: nobody should trust it');
  if (use !== undefined && use !== 'sig') throw new KeyFault('not meant for signatures');
  if (ops !== undefined && !(Array.isArray(ops) && ops.includes('verify'))) throw new KeyFault('not for verifying');
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') throw new KeyFault('a kind of key that is not taken');
  if (kid !== undefined && (typeof kid !== 'string' || kid === '' || kid.length > KID_CHARACTERS)) {
    throw new KeyFault('its kid is no text');
  }
  const { n, e, crv, x, y } = jwk as Record<string, string>;
  const bare = kty === 'RSA' ? { kty, n, e } : kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
  const part = toPart(
    open(() => createPublicKey({ key: bare as JsonWebKey, format: 'jwk' })),
    kid ?? null,
  );
  if (alg !== undefined && alg !== part.algorithm) throw new KeyFault('made for another algorithm');
  return part;
}

function open(read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw new KeyFault('The key cannot be read.');
  }
}

function toPart(key: KeyObject, kid: string | null): PublicKeyPart {
  const algorithm = algorithmOf(key);
  const { kty, n, e, crv, x, y } = key.export({ format: 'jwk' });
  // The members of RFC 7638, in its order.
  const jwk = kty === 'RSA' ? { e, kty, n } : kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x };
  const thumbprint = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
  return { kid, algorithm, thumbprint, jwk: jwk as JsonWebKey };
}

function algorithmOf(key: KeyObject): PublicAlgorithm {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      if (modulusLength < RSA_BITS.least || modulusLength > RSA_BITS.most) {
        throw new KeyFault(`RSA keys need 2048 bits or more; this one has ${modulusLength}.`);
      }
      if (publicExponent < LEAST_EXPONENT) throw new KeyFault('The exponent of this RSA key is too small.');
      return 'RS256';
    case 'ec':
      if (namedCurve !== 'prime256v1') throw new KeyFault('Of elliptic curves only P-256 is taken (ES256).');
      return 'ES256';
    case 'ed25519':
      return 'EdDSA';
    default:
      throw new KeyFault('Only RSA, P-256 and Ed25519 keys are taken.');
  }
}
