import type { Deps } from '../deps.ts';
import { findLateClaims } from './link-store.ts';

const MOST_AT_ONCE = 500;

/** The ids that conversations claim although Halo knows them by now, with their contacts. */
export function findClaimsKnownByNow(deps: Pick<Deps, 'db'>): ReturnType<typeof findLateClaims> {
  return findLateClaims(deps.db.sql, MOST_AT_ONCE);
}
