import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { isOwnerAnywhere } from './teammate-store.ts';

/** Refuses `not_permitted` to those who own no workspace: they may not found another. */
export async function requireOwner(deps: Pick<Deps, 'db'>, teammateId: string): Promise<void> {
  if (await isOwnerAnywhere(deps.db.sql, teammateId)) return;
  throw new Refusal('not_permitted', 'Only an owner of a workspace may make another one.', { needs: 'own' });
}
