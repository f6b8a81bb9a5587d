import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { deleteInvitation } from './entry-link-store.ts';
import { recordAudit } from './record-audit.ts';

/** Takes an invitation back: its link opens nothing from now on. Refuses `not_found`. */
export async function endInvitation(
  deps: Pick<Deps, 'db' | 'now'>,
  invitation: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  const { workspaceId, id, actor } = invitation;
  await deps.db.transaction(async (tx) => {
    const email = await deleteInvitation(tx.sql, workspaceId, id);
    if (email === null) throw new Refusal('not_found', 'There is no such invitation.');
    await recordAudit(deps, tx, { workspaceId, actor, action: 'teammate.invitation_ended', subject: email });
  });
}
