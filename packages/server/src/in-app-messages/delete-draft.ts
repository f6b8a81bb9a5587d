import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { nameOf } from './in-app-message.ts';
import { deleteMessage, lockMessage } from './in-app-message-store.ts';

/** Deletes a message that nobody was ever shown. Refuses `not_found`, and `conflict` for what is no draft any more. */
export async function deleteDraft(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const known = await lockMessage(tx.sql, workspaceId, id);
    if (!known) throw new Refusal('not_found', 'There is no such in-app message.');
    if (known.state !== 'draft') {
      throw new Refusal('conflict', 'Only a draft is deleted: what people were shown is archived.');
    }
    await deleteMessage(tx.sql, workspaceId, id);
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, subject: nameOf(known), action: 'in_app_message.deleted' },
      detail: { kind: known.kind },
    });
  });
}
