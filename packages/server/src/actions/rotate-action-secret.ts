import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { sealedTo } from './action.ts';
import { replaceSecret } from './action-store.ts';
import { noSuchAction } from './definition.ts';
import { FORMER_SECRET_MS, newActionSecret } from './signature.ts';

/** A new signing secret, told here and never again. The one before signs beside it for a day. Refuses `not_found`. */
export async function rotateActionSecret(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<{ id: string; secret: string }> {
  const secret = newActionSecret();
  const sealed = deps.secrets.seal(secret, sealedTo({ workspaceId, id }, 'secret'));
  const until = new Date(deps.now().getTime() + FORMER_SECRET_MS);
  await deps.db.transaction(async (tx) => {
    const subject = await replaceSecret(tx.sql, { workspaceId, id }, sealed, until);
    if (subject === null) throw noSuchAction();
    await recordAudit(deps, tx, { workspaceId, actor, action: 'action.secret_rotated', subject });
  });
  return { id, secret };
}
