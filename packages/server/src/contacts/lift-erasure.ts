import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, nameActor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { eraser } from './erasure.ts';
import { liftErasure as lift } from './erasure-store.ts';

/**
 * Lets bulk calls make an erased person anew, under all the names they went by. `name` is a user id or an e-mail. What was
 * erased stays gone, and tokens from before stay dead. Refuses `not_found` when no erasure stands under the name.
 */
export async function liftErasure(
  deps: Pick<Deps, 'db' | 'now' | 'live' | 'secrets'>,
  named: { workspaceId: string; name: string; actor: Actor },
): Promise<void> {
  const { workspaceId, name, actor } = named;
  const { ofUserId, ofEmail } = eraser(deps.secrets);
  const id = readUserId(name);
  const names = [id.ok ? ofUserId(workspaceId, id.id) : null, ofEmail(workspaceId, name)].filter(
    (each) => each !== null,
  );
  await deps.db.transaction(async (tx) => {
    let lifted = 0;
    for (const each of names) lifted += await lift(tx.sql, each, { at: deps.now(), by: nameActor(actor) });
    if (lifted === 0) throw new Refusal('not_found', 'No erasure stands under this name.');
    await recordAudit(deps, tx, { workspaceId, actor, action: 'contact.erasure_lifted', detail: { names: lifted } });
    tx.afterCommit(() => deps.live.ring([`workspace:${workspaceId}:log`]));
  });
}
