import type { Deps } from '../deps.ts';
import { readText } from '../filters/read-value.ts';
import { usersOfField } from '../filters/users-of-field.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { deleteLabel, listLabels, lockLabels } from './label-store.ts';
import { listRules } from './routing-store.ts';

/**
 * Removes a team inbox or a category: its tickets carry none then. Refuses `conflict` with `used_by` while a routing
 * rule or a saved view uses it.
 */
export async function removeLabel(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await lockLabels(tx.sql, workspaceId);
    const label = (await listLabels(tx.sql, workspaceId)).find((one) => one.id === id);
    if (!label) throw new Refusal('not_found', 'There is no such inbox or category.');
    const { kind, name } = label;
    const names = [id, readText(name)];
    const acting = (await listRules(tx.sql, workspaceId)).filter(({ actions }) => actions[kind] === id);
    const asking = await usersOfField(deps, tx, workspaceId, ({ field, value }) => {
      return field === kind && [value].flat().some((one) => names.includes(readText(one)));
    });
    const usedBy = [...new Set([...acting.map((rule) => `the routing rule "${rule.name}"`), ...asking])];
    if (usedBy.length > 0) {
      throw new Refusal('conflict', `"${name}" is used by ${usedBy.join(' and ')}. Change that first.`, {
        used_by: usedBy,
      });
    }
    await deleteLabel(tx.sql, workspaceId, id);
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'routing.label_removed',
      subject: name,
      detail: { kind },
    });
  });
}
