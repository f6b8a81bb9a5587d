import { ACTION_LIMITS, type ActionView } from '@halo/wire/dashboard/actions.ts';
import type { Deps } from '../deps.ts';
import { type Action, neededTrust } from './action.ts';
import { listActions } from './action-store.ts';

/** The actions of a workspace by their names, as its operators see them. */
export async function browseActions(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<ActionView[]> {
  return (await listActions(deps.db.sql, workspaceId, ACTION_LIMITS.actions)).map(toView);
}

function toView({ workspaceId: _, version: __, ...action }: Action): ActionView {
  return { ...action, neededTrust: neededTrust(action) };
}
