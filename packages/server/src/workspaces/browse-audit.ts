import type { AuditLine } from '@halo/wire/dashboard/log.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { listAudit } from './audit-store.ts';

/** A page of the audit log, newest first. */
export async function browseAudit(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<AuditLine>> {
  const lines = await listAudit(deps.db.sql, workspaceId, decodeTimeCursor(page.cursor), page.limit + 1);
  return pageOf(lines, page.limit, (line) => [line.at, line.id]);
}
