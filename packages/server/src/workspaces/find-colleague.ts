import type { Sql } from '../db/database.ts';
import { findInTeam } from './teammate-store.ts';

/** Somebody of a workspace's team; null for everybody else, and for who has left. */
export function findColleague(
  deps: { db: { sql: Sql } },
  workspaceId: string,
  teammateId: string,
): Promise<{ id: string; name: string } | null> {
  return findInTeam(deps.db.sql, workspaceId, teammateId);
}
