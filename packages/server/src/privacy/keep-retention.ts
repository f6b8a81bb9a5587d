import { forgetOldCalls } from '../actions/forget-old-calls.ts';
import { forgetSilentSessions } from '../conversations/forget-silent-sessions.ts';
import type { Deps } from '../deps.ts';
import { forgetOldPrompts } from '../engine/forget-old-prompts.ts';
import { forgetOldLogLines } from '../identity/forget-old-log-lines.ts';
import { listRetentions } from '../workspaces/list-retentions.ts';

/**
 * Lets go, workspace by workspace and in slices, of what was kept for as long as its settings say. Conversations stay for
 * ever, and with them the visitors who wrote.
 */
export async function keepRetention(deps: Pick<Deps, 'db' | 'now' | 'live'>): Promise<void> {
  for (const retention of await listRetentions(deps)) {
    await forgetOldLogLines(deps, retention);
    await forgetSilentSessions(deps, retention);
    await forgetOldPrompts(deps, retention);
    await forgetOldCalls(deps, retention);
  }
}
