import type { InAppReach } from '@halo/wire/sdk/in-app-messages.ts';
import type { Deps } from '../deps.ts';
import { reachOf } from './in-app-message.ts';
import { liveMessages } from './live-messages.ts';

/** Whether the pages of a workspace have in-app messages to ask for, and whether visitors have. */
export async function readReach(deps: Pick<Deps, 'db' | 'now'>, workspaceId: string): Promise<InAppReach> {
  return reachOf(await liveMessages(deps, workspaceId));
}
