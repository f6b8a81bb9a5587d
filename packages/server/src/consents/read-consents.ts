import type { ConsentRow } from '@halo/wire/dashboard/consents.ts';
import type { Deps } from '../deps.ts';
import { listConsents } from './consent-store.ts';
import { listLists } from './list-store.ts';
import { effectiveState } from './subscription-list.ts';

/** Every list of the workspace with what a contact said about it, and what that comes to. */
export async function readConsents(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  contactId: string,
): Promise<ConsentRow[]> {
  const [lists, said] = await Promise.all([
    listLists(deps.db.sql, workspaceId),
    listConsents(deps.db.sql, workspaceId, contactId),
  ]);
  return lists.map(({ id, key, name, kind }) => {
    const own = said.find(({ listId }) => listId === id);
    return {
      ...{
        listId: id,
        key,
        name,
        kind,
        state: own?.state ?? null,
        effective: effectiveState(kind, own?.state ?? null),
      },
      ...{ source: own?.source ?? null, actor: own?.actor ?? null, at: own?.at ?? null },
    };
  });
}
