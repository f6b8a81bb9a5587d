import type { Deps } from '../deps.ts';
import type { Retention } from '../workspaces/workspace.ts';
import { deleteLinesBefore } from './identify-log-store.ts';

const DAY_MS = 86_400_000;
const SLICE = 5_000;

/** Forgets log lines older than the workspace keeps them; of all that is older than 30 days whole partitions go. */
export async function forgetOldLogLines(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, identifyLogDays }: Retention,
): Promise<void> {
  const before = new Date(deps.now().getTime() - identifyLogDays * DAY_MS);
  while ((await deleteLinesBefore(deps.db.sql, workspaceId, before, SLICE)) === SLICE);
}
