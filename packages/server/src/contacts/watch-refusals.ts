import type { Deps } from '../deps.ts';
import { raiseAlert } from '../workspaces/raise-alert.ts';
import { hasJumped, JUMP } from './refusal-jump.ts';
import { countHeard, readRefusedWindows } from './refusal-jump-store.ts';

/** Alerts owners and admins when refusals of formerly good users jump. It never changes the mode. */
export async function watchRefusals(deps: Pick<Deps, 'db' | 'now' | 'live'>): Promise<void> {
  const now = deps.now();
  const since = new Date(now.getTime() - JUMP.windowMinutes * 60_000);
  for (const { workspaceId, people, usually, reasons } of await readRefusedWindows(deps.db.sql, now)) {
    const heard = await countHeard(deps.db.sql, workspaceId, since);
    if (!hasJumped({ people, usually, heard })) continue;
    const detail = { people, minutes: JUMP.windowMinutes, usually: Math.round(usually * 10) / 10, reasons };
    await raiseAlert(deps, { workspaceId, kind: 'refusals_jumped', detail });
  }
}
