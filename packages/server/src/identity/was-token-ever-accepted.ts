import type { Sql } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { wasTokenAccepted } from './log-list-store.ts';

/** Whether a signed token ever proved somebody here. Server keys do not count: they say nothing about browsers. */
export async function wasTokenEverAccepted(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  sql: Sql = deps.db.sql,
): Promise<boolean> {
  return wasTokenAccepted(sql, workspaceId);
}
