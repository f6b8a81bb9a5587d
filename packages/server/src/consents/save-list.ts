import type { ListBody } from '@halo/wire/dashboard/consents.ts';
import { UUID } from '../cursor.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { changeFilters } from '../filters/hold-filters.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { findList, insertList, listLists, renameList } from './list-store.ts';
import { MOST_LISTS } from './subscription-list.ts';

/** Makes a list. Refuses `conflict` for a key that is taken and for one list too many. */
export async function addList(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  { workspaceId, actor, body }: { workspaceId: string; actor: Actor; body: ListBody },
): Promise<{ id: string }> {
  return deps.db.transaction(async (tx) => {
    // A saved filter may have asked for this key while it meant nobody.
    await changeFilters(tx, workspaceId);
    if ((await listLists(tx.sql, workspaceId)).length >= MOST_LISTS) {
      throw new Refusal('conflict', `A workspace has at most ${MOST_LISTS} subscription lists.`);
    }
    const list = { workspaceId, id: newId(), ...body, createdAt: deps.now().toISOString() };
    if (!(await insertList(tx.sql, list))) throw new Refusal('conflict', 'Another list has this key.');
    const { key, kind } = body;
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'list.created',
      subject: body.name,
      detail: { key, kind },
    });
    await deps.publish(tx, 'listsAdded', [{ workspaceId, key }]);
    return { id: list.id };
  });
}

/** Calls a list otherwise. Refuses `not_found`. */
export async function changeList(
  deps: Pick<Deps, 'db' | 'now'>,
  {
    workspaceId,
    id,
    actor,
    words,
  }: { workspaceId: string; id: string; actor: Actor; words: { name: string; description: string } },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const list = UUID.test(id) ? await findList(tx.sql, workspaceId, { id }) : null;
    if (!list) throw new Refusal('not_found', 'There is no such list.');
    await renameList(tx.sql, workspaceId, id, words);
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'list.changed',
      subject: words.name,
      detail: { key: list.key },
    });
  });
}
