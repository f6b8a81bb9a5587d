import type { ErrorCode } from '@halo/wire/errors.ts';
import type { KeyRules } from './public-key.ts';

/** The wire answers one of these; the precise `reason` goes to the identify log only. */
export type IdentityCode = Extract<
  ErrorCode,
  'identity_required' | 'identity_expired' | 'identity_invalid' | 'identity_mismatch' | 'identity_scope'
>;

/** Why a token was not taken, as the identify log and the tester name it. */
export type TokenFault =
  | 'no_token'
  | 'too_long'
  | 'format'
  | 'header'
  | 'algorithm'
  | 'unknown_key'
  | 'signature'
  | 'payload'
  | 'issuer'
  | 'audience'
  | 'time_claim'
  | 'expired'
  | 'not_yet_valid'
  | 'too_old'
  | 'age_unknown'
  | 'signed_out'
  | 'no_user_id'
  | 'bad_user_id'
  | 'other_user'
  | 'bulk_scope'
  | 'no_scope'
  | 'no_expiry'
  | 'expiry_too_far';

const CODES: Record<TokenFault, IdentityCode> = {
  no_token: 'identity_required',
  too_long: 'identity_invalid',
  format: 'identity_invalid',
  header: 'identity_invalid',
  algorithm: 'identity_invalid',
  unknown_key: 'identity_invalid',
  signature: 'identity_invalid',
  payload: 'identity_invalid',
  issuer: 'identity_invalid',
  audience: 'identity_invalid',
  time_claim: 'identity_invalid',
  expired: 'identity_expired',
  not_yet_valid: 'identity_invalid',
  too_old: 'identity_expired',
  age_unknown: 'identity_expired',
  signed_out: 'identity_expired',
  no_user_id: 'identity_invalid',
  bad_user_id: 'identity_invalid',
  other_user: 'identity_mismatch',
  bulk_scope: 'identity_scope',
  no_scope: 'identity_scope',
  no_expiry: 'identity_scope',
  expiry_too_far: 'identity_scope',
};

/** What the outside is told of a fault. */
export function identityCode(fault: TokenFault): IdentityCode {
  return CODES[fault];
}

/** The bulk calls have tokens of their own; such a token never proves a user (safety K4). */
export const BULK_SCOPES = ['users.update', 'companies.update'] as const;
export type BulkScope = (typeof BULK_SCOPES)[number];

/** A payload whose signature and times are good. Times are seconds since 1970. */
export interface TokenPayload {
  keyId: string;
  exp: number | null;
  iat: number | null;
  /** All claims, in the order sent. */
  claims: Record<string, unknown>;
  /** Of a public key; null for a token signed with an identity secret, whose claims are all the customer's own. */
  rules: KeyRules | null;
  /** What the token is known again by: text that has one spelling only. */
  name: string;
}

/** Claims that say what the token is and for whom. */
const ABOUT_TOKEN = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'user_id', 'scope'];

/** Claims that are never stored as traits. */
const REGISTERED = new Set([...ABOUT_TOKEN, 'company_id', 'companies', 'email_verified']);

/** The claims that are traits of the user. */
export function traitClaims(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => !REGISTERED.has(key)));
}

/**
 * Of the claims of a publicly signed token, those its key may bring (safety K3), and the names of the rest. Whether an
 * e-mail is verified goes with the e-mail.
 */
export function permittedClaims(
  claims: Record<string, unknown>,
  rules: KeyRules | null,
): { claims: Record<string, unknown>; dropped: string[] } {
  if (!rules) return { claims, dropped: [] };
  const permitted = new Set([...ABOUT_TOKEN, ...rules.claims]);
  if (permitted.has('email')) permitted.add('email_verified');
  const entries = Object.entries(claims);
  return {
    claims: Object.fromEntries(entries.filter(([key]) => permitted.has(key))),
    dropped: entries.map(([key]) => key).filter((key) => !permitted.has(key)),
  };
}
