import type { InAppState } from '@halo/wire/dashboard/in-app-messages.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { bellOfMessages, MOST_LIVE, NEXT_STATES, nameOf } from './in-app-message.ts';
import { countMessages, lockCounts, lockMessage, setState } from './in-app-message-store.ts';
import { forgetLiveMessages } from './live-messages.ts';

/**
 * Sets an in-app message live, pauses it or archives it; open pages hear of it. Refuses `not_found`, and `conflict` where
 * the state leads nowhere else or too many are live.
 */
export async function changeState(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  { workspaceId, id, state, actor }: { workspaceId: string; id: string; state: InAppState; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await lockCounts(tx.sql, workspaceId);
    const known = await lockMessage(tx.sql, workspaceId, id);
    if (!known) throw new Refusal('not_found', 'There is no such in-app message.');
    if (known.state === state) return;
    if (!NEXT_STATES[known.state].includes(state)) {
      throw new Refusal('conflict', `What is ${known.state} cannot become ${state}.`);
    }
    if (state === 'live' && (await countMessages(tx.sql, workspaceId)).live >= MOST_LIVE) {
      throw new Refusal('conflict', `At most ${MOST_LIVE} in-app messages are live at once. Pause one first.`);
    }
    await setState(tx.sql, { workspaceId, id, state, at: deps.now().toISOString() });
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'in_app_message.state_changed' },
      subject: nameOf(known),
      detail: { before: known.state, after: state },
    });
    tx.afterCommit(() => {
      forgetLiveMessages(deps);
      deps.live.ring([bellOfMessages(workspaceId)]);
    });
  });
}
