import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { updateAllowedAttributes } from './agent-store.ts';

/**
 * Shows an agent only these attributes from its next turn on; null shows it all but sensitive ones, which no list
 * opens. Refuses `not_found`.
 */
export async function allowAttributes(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  { agentId, allowed }: { agentId: string; allowed: readonly string[] | null },
  actor: Actor,
): Promise<void> {
  const list = allowed && [...new Set(allowed)].sort();
  await deps.db.transaction(async (tx) => {
    const before = await updateAllowedAttributes(tx.sql, workspaceId, agentId, list);
    if (before === undefined) throw new Refusal('not_found', 'There is no such agent.');
    const detail = {
      ...(list === null ? { shows: 'all' } : { shows: `${list.length} attributes` }),
      added: (list ?? []).filter((name) => !before?.includes(name)).slice(0, NAMED),
      removed: (before ?? []).filter((name) => !list?.includes(name)).slice(0, NAMED),
    };
    await recordAudit(deps, tx, { workspaceId, actor, action: 'agent.attributes_changed', subject: agentId, detail });
  });
}

/** So many names an audit entry holds. */
const NAMED = 100;
