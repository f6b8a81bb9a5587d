import type { LogLine } from '@halo/wire/dashboard/log.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { type LogFilter, listLogLines } from './log-list-store.ts';

/** A page of the identify log, newest first. */
export async function browseLog(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  filter: LogFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<LogLine>> {
  const lines = await listLogLines(deps.db.sql, workspaceId, filter, decodeTimeCursor(page.cursor), page.limit + 1);
  return pageOf(lines, page.limit, (line) => [line.at, line.id]);
}
