import type { Deps } from '../deps.ts';
import { LOG_DAYS } from './call.ts';
import { deleteCallsBefore } from './call-store.ts';

const DAY_MS = 86_400_000;
const SLICE = 500;

/** Forgets which actions were called longer ago than the log is kept. */
export async function forgetOldCalls(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId }: { workspaceId: string },
): Promise<void> {
  const before = new Date(deps.now().getTime() - LOG_DAYS * DAY_MS);
  while ((await deleteCallsBefore(deps.db.sql, workspaceId, before, SLICE)) === SLICE);
}
