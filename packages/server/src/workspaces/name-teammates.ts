import type { Deps } from '../deps.ts';
import { listNames } from './teammate-store.ts';

/** What teammates are called, by their ids; who is gone is absent. */
export async function nameTeammates(deps: Pick<Deps, 'db'>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  return new Map((await listNames(deps.db.sql, ids)).map(({ id, name }) => [id, name]));
}
