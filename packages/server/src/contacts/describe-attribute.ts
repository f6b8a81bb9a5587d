import type { Attribute, AttributePatch } from '@halo/wire/dashboard/settings.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { forgetAttributes } from './attribute-book.ts';
import { updateAttribute } from './attribute-list-store.ts';
import { requireAttribute } from './browse-attributes.ts';

/**
 * Keeps what teammates say about a key: label, description, who may write it, whether it is sensitive and thus kept from
 * the AI. Blank text clears. Other processes follow within seconds. Refuses `not_found` for a key that is not known.
 */
export async function describeAttribute(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  { scope, key, ...said }: AttributePatch,
  actor: Actor,
): Promise<Attribute> {
  const blankClears = (text: string | null | undefined) => (text === '' ? null : text);
  const { policy, sensitive, ...words } = said;
  const written = { ...said, label: blankClears(said.label), description: blankClears(said.description) };
  await deps.db.transaction(async (tx) => {
    const before = await updateAttribute(tx.sql, workspaceId, { scope, key }, written);
    if (!before) throw new Refusal('not_found', 'Nobody has sent this key yet.');
    const entry = { workspaceId, actor, subject: `${scope}:${key}` };
    if (Object.keys(words).length > 0) {
      await recordAudit(deps, tx, { ...entry, action: 'attribute.described', detail: words });
    }
    const after = { policy: policy ?? before.policy, sensitive: sensitive ?? before.sensitive };
    if (after.policy !== before.policy || after.sensitive !== before.sensitive) {
      await recordAudit(deps, tx, { ...entry, action: 'attribute.protected', detail: { before, after } });
    }
  });
  forgetAttributes(deps.db);
  return requireAttribute(deps, workspaceId, { scope, key });
}
