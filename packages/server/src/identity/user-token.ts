import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** A token that proved a user, as far as "sign out everywhere" must know it again (safety K2). */
export interface UserToken {
  /**
   * Of the token's one spelling, for a token without `iat`; one that says when it was signed need not be known again.
   */
  hash: Buffer | null;
  /** `iat`: seconds since 1970; null for a token that does not say when it was signed. */
  issuedAt: number | null;
  /** When it ends by itself. */
  endsAt: Date | null;
}

/** @param name the token's one spelling (`TokenPayload.name`). */
export function userTokenOf(name: string, issuedAt: number | null, endsAt: Date | null): UserToken {
  return { hash: issuedAt === null ? createHash('sha256').update(name).digest() : null, issuedAt, endsAt };
}

/** A token without `iat` and the workspace it was brought to. */
export interface UndatedToken {
  workspaceId: string;
  token: UserToken;
}

/** Does not say when it was signed, so that its first use is what dates it. */
export function isUndated(token: UserToken | null): token is UserToken {
  return token !== null && token.issuedAt === null;
}

/** Under this name batches remember when an undated token was first seen. */
export function tokenName({ hash }: UserToken): string {
  return hash?.toString('hex') ?? '';
}

/**
 * Whether a token is from before its user was signed out everywhere at `since`. A token with `iat` is from before when it
 * was signed earlier; one without, when it was seen earlier (`seenAt`).
 */
export function wasSignedOut(token: UserToken, since: string | null, seenAt: string | null): boolean {
  if (since === null) return false;
  return token.issuedAt === null ? seenAt !== null && seenAt <= since : token.issuedAt * 1000 < Date.parse(since);
}

/** Refuses `identity_expired` for a token from before its user was signed out everywhere. */
export function refuseSignedOut(token: UserToken, since: string | null, seenAt: string | null): void {
  if (wasSignedOut(token, since, seenAt))
    throw new Refusal('identity_expired', 'This user was signed out everywhere; send a fresh user token.');
}
