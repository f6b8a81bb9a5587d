/** What a browser may read in a user token without being able to verify it. */
export interface TokenFacts {
  /** Whose token it says it is; absent when the token names nobody or is not readable. */
  userId?: string;
  /** Epoch milliseconds; `Infinity` without `exp`. */
  expiresAt: number;
  claims: Record<string, unknown>;
}

/** Reads `user_id` (or `sub`) and `exp`. A token that cannot be read has no facts: judging it is the server's work. */
export function readToken(token: string): TokenFacts {
  try {
    const part = token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    const userId = claims.user_id ?? claims.sub;
    return {
      userId: userId == null ? undefined : String(userId),
      expiresAt: typeof claims.exp === 'number' ? claims.exp * 1_000 : Number.POSITIVE_INFINITY,
      claims,
    };
  } catch {
    return { expiresAt: Number.POSITIVE_INFINITY, claims: {} };
  }
}
