import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { forgetKeys } from './authenticate-key.ts';
import { endWidgetKeys, insertWidgetKey } from './key-store.ts';
import { newWidgetKey } from './keys.ts';
import { recordAudit } from './record-audit.ts';
import { lockWorkspace } from './workspace-store.ts';

/** Gives the workspace a new widget key. Snippets with the old one stop working, in every process within seconds. */
export async function regenerateWidgetKey(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  actor: Actor,
): Promise<string> {
  const key = newWidgetKey();
  await deps.db.transaction(async (tx) => {
    // Two regenerations at once would leave two live keys.
    if (!(await lockWorkspace(tx.sql, workspaceId))) throw new Refusal('not_found', 'There is no such workspace.');
    await endWidgetKeys(tx.sql, workspaceId, deps.now());
    await insertWidgetKey(tx.sql, workspaceId, key);
    await recordAudit(deps, tx, { workspaceId, actor, action: 'widget_key.regenerated' });
  });
  forgetKeys(deps);
  return key;
}
