import type { Attribute, AttributePatch } from '@halo/wire/dashboard/settings.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { forgetAttributes } from './attribute-book.ts';
import { listDescribedAttributes, updateAttribute } from './attribute-list-store.ts';

/**
 * Keeps what teammates say about a key: label, description, whether it is sensitive and thus kept from the AI. Blank
 * text clears. Other processes follow within seconds. Refuses `not_found` for a key that was never seen.
 */
export async function describeAttribute(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  { scope, key, ...said }: AttributePatch,
  actor: Actor,
): Promise<Attribute> {
  const blankClears = (text: string | null | undefined) => (text === '' ? null : text);
  const written = { ...said, label: blankClears(said.label), description: blankClears(said.description) };
  await deps.db.transaction(async (tx) => {
    if (!(await updateAttribute(tx.sql, workspaceId, { scope, key }, written))) throw neverSeen();
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'attribute.described',
      subject: `${scope}:${key}`,
      detail: said,
    });
  });
  forgetAttributes(deps.db);
  const attribute = (await listDescribedAttributes(deps.db.sql, workspaceId, scope)).find((row) => row.key === key);
  if (!attribute) throw neverSeen();
  return attribute;
}

function neverSeen(): Refusal {
  return new Refusal('not_found', 'Nobody has sent this key yet.');
}
