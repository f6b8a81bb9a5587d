import type { AuditAnswer } from '@halo/wire/dashboard/log.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { listAudit, listAuditChoices } from './audit-store.ts';

/** A page of the audit log, newest first; the first page says what there is to filter by. */
export async function browseAudit(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  filter: { kind?: string | undefined; actor?: string | undefined },
  page: { cursor?: string | undefined; limit: number },
): Promise<AuditAnswer> {
  const { sql } = deps.db;
  const [lines, choices] = await Promise.all([
    listAudit(sql, workspaceId, filter, decodeTimeCursor(page.cursor), page.limit + 1),
    page.cursor === undefined ? listAuditChoices(sql, workspaceId) : {},
  ]);
  return { ...pageOf(lines, page.limit, (line) => [line.at, line.id]), ...choices };
}
