import { shortMemory } from '../db/short-memory.ts';
import type { Deps } from '../deps.ts';
import type { InAppMessage } from './in-app-message.ts';
import { listLive } from './in-app-message-store.ts';

/** Asked by every `/config`, every identify and every stream: nearly always there is nothing. */
const memory = shortMemory<InAppMessage[]>(2_000);

/** The live messages of a workspace, in the order in which they are shown; a change made elsewhere is seen within two seconds. */
export function liveMessages(deps: Pick<Deps, 'db' | 'now'>, workspaceId: string): Promise<InAppMessage[]> {
  return memory.recall(deps.db, workspaceId, deps.now(), () => listLive(deps.db.sql, workspaceId));
}

/** To be called once a change is committed. */
export function forgetLiveMessages(deps: Pick<Deps, 'db'>): void {
  memory.forget(deps.db);
}
