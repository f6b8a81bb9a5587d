import type { Deps } from '../deps.ts';
import type { Retention } from '../workspaces/workspace.ts';
import { deletePromptsBefore } from './prompt-store.ts';

const DAY_MS = 86_400_000;
const SLICE = 500;

/** Forgets what the AI saw longer ago than the workspace keeps it; what was said stays. */
export async function forgetOldPrompts(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, promptDays }: Retention,
): Promise<void> {
  if (promptDays === null) return;
  const before = new Date(deps.now().getTime() - promptDays * DAY_MS);
  while ((await deletePromptsBefore(deps.db.sql, workspaceId, before, SLICE)) === SLICE);
}
