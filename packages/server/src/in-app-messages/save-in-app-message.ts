import type { InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { Refusal } from '../refusal.ts';
import { parseWorkspaceFilter } from '../segments/parse-workspace-filter.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { bellOfMessages, type InAppMessage, MOST_MESSAGES, nameOf } from './in-app-message.ts';
import { countMessages, lockCounts, lockMessage, putMessage } from './in-app-message-store.ts';
import { forgetLiveMessages } from './live-messages.ts';

export interface InAppMessageToSave {
  workspaceId: string;
  /** Null makes a new one, which is a draft. */
  id: string | null;
  body: InAppMessageBody;
  actor: Actor;
}

/**
 * Saves an in-app message; what is live changes on open pages too. Refuses `invalid_filter` with the path, `not_found`, and
 * `conflict` for what is archived and for one too many.
 */
export async function saveInAppMessage(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  { workspaceId, id, body, actor }: InAppMessageToSave,
): Promise<InAppMessage> {
  return deps.db.transaction(async (tx) => {
    // Held, so that no segment the filter names is removed meanwhile.
    await holdFilters(tx, [workspaceId]);
    if (body.filter) await parseWorkspaceFilter(deps, workspaceId, body.filter);
    await lockCounts(tx.sql, workspaceId);
    const known = id === null ? null : await lockMessage(tx.sql, workspaceId, id);
    if (id !== null && !known) throw new Refusal('not_found', 'There is no such in-app message.');
    if (known?.state === 'archived') throw new Refusal('conflict', 'An archived message is not changed any more.');
    if (!known && (await countMessages(tx.sql, workspaceId)).all >= MOST_MESSAGES) {
      throw new Refusal('conflict', `A workspace has at most ${MOST_MESSAGES} in-app messages.`);
    }
    const at = deps.now().toISOString();
    const { id: rowId, state, createdAt } = known ?? { id: newId(), state: 'draft' as const, createdAt: at };
    const message: InAppMessage = { workspaceId, id: rowId, state, ...body, createdAt, updatedAt: at };
    await putMessage(tx.sql, message);
    const { audience, filter, kind } = body;
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, subject: nameOf(message) },
      action: known ? 'in_app_message.changed' : 'in_app_message.created',
      detail: { kind, audience, filter },
    });
    tx.afterCommit(() => {
      forgetLiveMessages(deps);
      if (state === 'live') deps.live.ring([bellOfMessages(workspaceId)]);
    });
    return message;
  });
}
