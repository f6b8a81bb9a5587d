import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { ActionInput } from './action.ts';
import { findAction, findActionSecrets, updateAction } from './action-store.ts';
import { checkAction } from './check-action.ts';
import { definitionOf, nameTaken, noSuchAction } from './definition.ts';
import { sealHeaders } from './seal-headers.ts';

/**
 * Writes an action anew, from its next call on; what was asked of people before is asked no more. Refuses
 * `invalid_request`, `conflict`, `not_found`.
 */
export async function changeAction(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now'>,
  { workspaceId, id, actor, action }: { workspaceId: string; id: string; actor: Actor; action: ActionInput },
): Promise<void> {
  checkAction(deps.config.outsideAllow, action);
  await deps.db.transaction(async (tx) => {
    const before = await findAction(tx.sql, workspaceId, id);
    const secrets = await findActionSecrets(tx.sql, workspaceId, id);
    if (!before || !secrets) throw noSuchAction();
    const { name, enabled } = action;
    const known = { url: before.url, sealed: secrets.headersSealed };
    const headersSealed = sealHeaders(deps, { workspaceId, id, ...action }, known);
    const saved = { workspaceId, id, name, enabled, definition: definitionOf(action), headersSealed };
    const how = await updateAction(tx.sql, saved, deps.now());
    if (how === 'name') throw nameTaken(name);
    if (how === 'none') throw noSuchAction();
    const detail = changed(before, { name, enabled, ...saved.definition });
    await recordAudit(deps, tx, { workspaceId, actor, action: 'action.changed', subject: name, detail });
  });
}

/** What is other than before, from and to. Values of secret headers are on neither side. */
function changed(before: object, after: object): Record<string, unknown> {
  const old = new Map(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after).flatMap(([key, value]) =>
      JSON.stringify(old.get(key)) === JSON.stringify(value) ? [] : [[key, [old.get(key), value]]],
    ),
  );
}
