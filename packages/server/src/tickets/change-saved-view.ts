import type { SavedInboxView } from '@halo/wire/dashboard/inbox.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { Refusal } from '../refusal.ts';
import { parseWorkspaceFilter } from '../segments/parse-workspace-filter.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { deleteView, insertView, listAllViews, type SavedView, updateView } from './inbox-view-store.ts';
import { lockLabels } from './label-store.ts';

const MOST_VIEWS = 500;

/** What to do with a saved view; saved without an id it is a new one. */
export type SavedViewChange =
  | { do: 'save'; view: Omit<SavedInboxView, 'id'> & { id: string | null } }
  | { do: 'remove'; id: string };

/**
 * Saves or removes a view of the inbox for one teammate, or for all of them. What concerns others is written down.
 * Refuses `not_found` also for what a colleague keeps to themselves, `invalid_filter`, and `conflict` for one too many.
 */
export async function changeSavedView(
  deps: Pick<Deps, 'db' | 'now'>,
  { workspaceId, teammateId, actor }: { workspaceId: string; teammateId: string; actor: Actor },
  change: SavedViewChange,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    // What a filter names stays while it is being named.
    await holdFilters(tx, [workspaceId]);
    await lockLabels(tx.sql, workspaceId);
    const all = await listAllViews(tx.sql, workspaceId);
    const id = change.do === 'save' ? change.view.id : change.id;
    const before = all.find((one) => one.id === id && (one.ownerId === null || one.ownerId === teammateId)) ?? null;
    if (id !== null && !before) throw new Refusal('not_found', 'There is no such view.');
    if (id === null && all.length >= MOST_VIEWS) {
      throw new Refusal('conflict', `A workspace has at most ${MOST_VIEWS} saved views.`);
    }
    const after = change.do === 'save' ? toStored(change.view, teammateId) : null;
    if (after) {
      await parseWorkspaceFilter({ db: tx }, workspaceId, after.filter, 'tickets');
      await (before ? updateView : insertView)(tx.sql, workspaceId, after, deps.now());
    } else await deleteView(tx.sql, workspaceId, before!.id);
    const wasShared = before !== null && before.ownerId === null;
    const isShared = after !== null && after.ownerId === null;
    if (!wasShared && !isShared) return;
    const action = !after ? 'inbox_view.removed' : wasShared ? 'inbox_view.changed' : 'inbox_view.shared';
    const detail = after ? { view: after.view, filter: after.filter, shared: isShared } : {};
    await recordAudit(deps, tx, { workspaceId, actor, action, subject: (after ?? before)!.name, detail });
  });
}

function toStored(
  { id, shared, ...view }: Extract<SavedViewChange, { do: 'save' }>['view'],
  teammateId: string,
): SavedView {
  return { ...view, id: id ?? newId(), ownerId: shared ? null : teammateId };
}
