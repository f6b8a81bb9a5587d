import type { Deps } from '../deps.ts';
import { findAction } from './action-store.ts';
import { LOST_MS } from './call.ts';
import { listStaleCalls } from './call-store.ts';
import { settleCall } from './settle-call.ts';

const SLICE = 200;

/** Ends what nobody clicked in time, and what was sent by a server that is gone: it is never sent a second time. */
export async function settleStaleCalls(deps: Deps): Promise<void> {
  const now = deps.now();
  for (const call of await listStaleCalls(deps.db.sql, now, new Date(now.getTime() - LOST_MS), SLICE)) {
    if (call.outcome === 'waiting') {
      await settleCall(deps, call, 'waiting', { outcome: 'expired' }, '');
      continue;
    }
    const action = await findAction(deps.db.sql, call.workspaceId, call.actionId);
    const title = action?.clickText || call.actionName;
    await settleCall(deps, call, 'running', { outcome: 'failed', reason: 'interrupted' }, title);
  }
}
