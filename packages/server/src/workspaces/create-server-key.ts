import type { Deps } from '../deps.ts';
import type { Actor } from './audit.ts';
import { insertServerKey } from './key-store.ts';
import { hashKey, hintOf, newServerKey } from './keys.ts';
import { recordAudit } from './record-audit.ts';
import type { ServerKeyScope } from './workspace.ts';

/** Makes a server key. The answer is the only place where it ever stands in full. */
export async function createServerKey(
  deps: Pick<Deps, 'db' | 'now'>,
  wanted: { workspaceId: string; name: string; scopes: ServerKeyScope[]; actor: Actor },
): Promise<{ id: string; key: string }> {
  const { workspaceId, name, actor } = wanted;
  const scopes = [...new Set(wanted.scopes)];
  const made = newServerKey();
  await deps.db.transaction(async (tx) => {
    await insertServerKey(tx.sql, workspaceId, {
      id: made.id,
      hash: hashKey(made.key),
      hint: hintOf(made.key),
      name,
      scopes,
    });
    await recordAudit(deps, tx, {
      workspaceId,
      actor,
      action: 'server_key.created',
      subject: made.id,
      detail: { name, scopes },
    });
  });
  return made;
}
