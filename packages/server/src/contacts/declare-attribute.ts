import type { Attribute, AttributePatch } from '@halo/wire/dashboard/settings.ts';
import { LIMITS } from '@halo/wire/limits.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { forgetAttributes } from './attribute-book.ts';
import { countAttributes, insertDeclared } from './attribute-list-store.ts';
import { requireAttribute } from './browse-attributes.ts';
import { refuseReserved } from './traits.ts';

/**
 * Names an attribute before anybody has sent it, so that it is protected from its first value on. Refuses
 * `reserved_traits`, and `conflict` for a key that is known already or where a scope is full.
 */
export async function declareAttribute(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
  workspaceId: string,
  { scope, key, ...said }: AttributePatch,
  actor: Actor,
): Promise<Attribute> {
  const docs = `${deps.config.publicUrl}/docs#reserved-traits`;
  if (scope !== 'context') refuseReserved(scope, docs, Object.fromEntries([[key, true]]));
  const written = { ...said, label: said.label || null, description: said.description || null };
  await deps.db.transaction(async (tx) => {
    const counts = await countAttributes(tx.sql, workspaceId);
    if (counts[scope] >= LIMITS.attributesPerScope) throw new Refusal('conflict', 'There is no room for another key.');
    if (!(await insertDeclared(tx.sql, workspaceId, { scope, key }, written))) {
      throw new Refusal('conflict', 'This key is known already.');
    }
    const subject = `${scope}:${key}`;
    await recordAudit(deps, tx, { workspaceId, actor, action: 'attribute.declared', subject, detail: said });
  });
  forgetAttributes(deps.db);
  return requireAttribute(deps, workspaceId, { scope, key });
}
