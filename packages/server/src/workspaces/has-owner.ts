import type { Deps } from '../deps.ts';
import { hasOperator } from './teammate-store.ts';

/** Whether somebody came in by the owner link. While nobody has, that link is the only way in. */
export async function hasOwner(deps: Pick<Deps, 'db'>): Promise<boolean> {
  return hasOperator(deps.db.sql);
}
