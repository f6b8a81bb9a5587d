import type { Deps } from '../deps.ts';
import { memberIdsAfter } from './membership-store.ts';

/** The next members of a company by id. */
export function membersAfter(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  companyId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  return memberIdsAfter(deps.db.sql, workspaceId, companyId, after, limit);
}
