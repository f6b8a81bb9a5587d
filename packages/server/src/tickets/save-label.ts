import { LABELS_PER_KIND, type TicketLabel, type TicketLabelKind } from '@halo/wire/dashboard/routing.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { readText } from '../filters/read-value.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { insertLabel, listLabels, lockLabels, renameLabel } from './label-store.ts';

/** Makes a team inbox or a category; with an id, names it anew. Refuses `not_found`, and `conflict` for a name that is taken or one too many. */
export async function saveLabel(
  deps: Pick<Deps, 'db' | 'now'>,
  save: { workspaceId: string; name: string; actor: Actor } & ({ id: string } | { id: null; kind: TicketLabelKind }),
): Promise<TicketLabel> {
  const { workspaceId, name, actor } = save;
  return deps.db.transaction(async (tx) => {
    await lockLabels(tx.sql, workspaceId);
    const all = await listLabels(tx.sql, workspaceId);
    const before = save.id === null ? null : all.find(({ id }) => id === save.id);
    if (before === undefined) throw new Refusal('not_found', 'There is no such inbox or category.');
    const kind = save.id === null ? save.kind : before!.kind;
    const label = { id: before?.id ?? newId(), kind, name };
    if (!before && all.filter((one) => one.kind === kind).length >= LABELS_PER_KIND) {
      throw new Refusal('conflict', `There are at most ${LABELS_PER_KIND} of them.`);
    }
    const stored = { ...label, nameKey: readText(name) ?? '' };
    const isFree = before
      ? await renameLabel(tx.sql, workspaceId, stored)
      : await insertLabel(tx.sql, workspaceId, stored, deps.now());
    if (!isFree) throw new Refusal('conflict', 'There is one of this name already.', { path: 'name' });
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, subject: name },
      action: before ? 'routing.label_renamed' : 'routing.label_created',
      detail: { kind, ...(before && { before: before.name }) },
    });
    return label;
  });
}
