import { ACTION_LIMITS } from '@halo/wire/dashboard/actions.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Deps } from '../deps.ts';
import { type Action, neededTrust, reaches } from './action.ts';
import { listActions } from './action-store.ts';

/** What the model may be offered in a turn of this trust. Each call is judged again when it is made. */
export async function offerActions(deps: Pick<Deps, 'db'>, workspaceId: string, trust: CallTrust): Promise<Action[]> {
  const enabled = await listActions(deps.db.sql, workspaceId, ACTION_LIMITS.actions, true);
  return enabled.filter((action) => reaches(trust, neededTrust(action)));
}
