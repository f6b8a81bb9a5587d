import { ACTION_LIMITS } from '@halo/wire/dashboard/actions.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { type ActionInput, sealedTo } from './action.ts';
import { insertAction } from './action-store.ts';
import { checkAction } from './check-action.ts';
import { definitionOf, nameTaken } from './definition.ts';
import { sealHeaders } from './seal-headers.ts';
import { newActionSecret } from './signature.ts';

/** Defines an action. Its signing secret is told here and never again. Refuses `invalid_request`, `conflict`. */
export async function addAction(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now'>,
  { workspaceId, actor, action }: { workspaceId: string; actor: Actor; action: ActionInput },
): Promise<{ id: string; secret: string }> {
  checkAction(deps.config.outsideAllow, action);
  const place = { workspaceId, id: newId() };
  const { name, enabled } = action;
  const headersSealed = sealHeaders(deps, { ...place, ...action }, null);
  const saved = { ...place, name, enabled, definition: definitionOf(action), headersSealed };
  const secret = newActionSecret();
  const secretSealed = deps.secrets.seal(secret, sealedTo(place, 'secret'));
  await deps.db.transaction(async (tx) => {
    const made = await insertAction(tx.sql, saved, secretSealed, deps.now(), ACTION_LIMITS.actions);
    if (made === 'name') throw nameTaken(name);
    if (made === 'full') {
      throw new Refusal('conflict', `A workspace has at most ${ACTION_LIMITS.actions} actions.`);
    }
    const detail = { method: action.method, url: action.url, enabled };
    await recordAudit(deps, tx, { workspaceId, actor, action: 'action.added', subject: name, detail });
  });
  return { id: place.id, secret };
}
