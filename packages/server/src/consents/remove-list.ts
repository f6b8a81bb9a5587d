import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { changeFilters } from '../filters/hold-filters.ts';
import { usersOfField } from '../filters/users-of-field.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { deleteList, findList } from './list-store.ts';

/** Removes a list with what everybody said about it. Refuses `conflict` with `used_by` while a saved filter asks for it. */
export async function removeList(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await changeFilters(tx, workspaceId);
    const list = UUID.test(id) ? await findList(tx.sql, workspaceId, { id }) : null;
    if (!list) throw new Refusal('not_found', 'There is no such list.');
    const usedBy = await usersOfField(deps, tx, workspaceId, ({ field }) => field === `consent:${list.key}`);
    if (usedBy.length > 0) {
      throw new Refusal('conflict', `This list is used by ${usedBy.join(' and ')}. Change that first.`, {
        used_by: usedBy,
      });
    }
    await deleteList(tx.sql, workspaceId, id);
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'list.removed',
      subject: list.name,
      detail: { key: list.key },
    });
  });
}
