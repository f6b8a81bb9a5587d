import type { Deps } from '../deps.ts';
import { deleteEnded } from './undated-token-store.ts';

/** Longer than any clock skew a token is granted beyond its `exp`. */
const GRACE_MS = 3_600_000;
const SLICE = 5_000;

/** Forgets tokens without `iat` that have ended by themselves, in slices of 5,000. */
export async function forgetEndedTokens(deps: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = new Date(deps.now().getTime() - GRACE_MS);
  while ((await deleteEnded(deps.db.sql, before, SLICE)) === SLICE);
}
