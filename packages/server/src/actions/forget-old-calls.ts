import type { Deps } from '../deps.ts';
import type { Retention } from '../workspaces/workspace.ts';
import { LOG_DAYS } from './call.ts';
import { clearResultsBefore, deleteCallsBefore } from './call-store.ts';

const DAY_MS = 86_400_000;
const SLICE = 500;

/** Forgets which actions were called longer ago than the log is kept, and what they brought as soon as what the AI saw. */
export async function forgetOldCalls(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, promptDays }: Pick<Retention, 'workspaceId' | 'promptDays'>,
): Promise<void> {
  const daysAgo = (days: number) => new Date(deps.now().getTime() - days * DAY_MS);
  if (promptDays !== null) await clearResultsBefore(deps.db.sql, workspaceId, daysAgo(promptDays));
  const before = daysAgo(LOG_DAYS);
  while ((await deleteCallsBefore(deps.db.sql, workspaceId, before, SLICE)) === SLICE);
}
