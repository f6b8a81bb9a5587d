import type { Sql } from '../db/database.ts';
import { insertSeen, readFirstSeen } from './undated-token-store.ts';
import type { UndatedToken } from './user-token.ts';

/** When these tokens without `iat` were first seen, by `tokenName`. Behind the lock of the contacts they prove. */
export function whenFirstSeen(sql: Sql, tokens: readonly UndatedToken[]): Promise<Map<string, string>> {
  return tokens.length === 0 ? Promise.resolve(new Map()) : readFirstSeen(sql, tokens);
}

/** Remembers tokens without `iat`, so that "sign out everywhere" can end them; the first time stays. */
export function rememberUndatedTokens(sql: Sql, tokens: readonly UndatedToken[], now: Date): Promise<void> {
  return tokens.length === 0 ? Promise.resolve() : insertSeen(sql, tokens, now);
}
