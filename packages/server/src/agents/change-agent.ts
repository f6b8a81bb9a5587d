import type { AgentPatch } from '@halo/wire/dashboard/agent.ts';
import { cutText } from '../cut-text.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { Agent } from './agent.ts';
import { lockAgent, updateAgent } from './agent-store.ts';
import { showPictures } from './show-pictures.ts';

/** So much of a text stands in the audit log. */
const AUDITED = 500;

/**
 * Changes what an agent is, says and looks like, from the next turn and the next `/config` on. Refuses `not_found`, and
 * a style whose pictures are not here.
 */
export async function changeAgent(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  { agentId, patch }: { agentId: string; patch: AgentPatch },
  actor: Actor,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const before = await lockAgent(tx.sql, workspaceId, agentId);
    if (!before) throw new Refusal('not_found', 'There is no such agent.');
    const keys = (Object.keys(patch) as (keyof AgentPatch)[]).filter((key) => whole(patch[key]) !== whole(before[key]));
    if (keys.length === 0) return;
    const after: Agent = { ...before, ...patch, updatedAt: deps.now().toISOString() };
    await updateAgent(tx.sql, after);
    if (keys.includes('style')) await showPictures(tx, after);
    const detail = Object.fromEntries(
      keys.map((key) => [key, [cutText(whole(before[key]), AUDITED), cutText(whole(patch[key]), AUDITED)]]),
    );
    await recordAudit(deps, tx, { workspaceId, actor, action: 'agent.changed', subject: agentId, detail });
  });
}

function whole(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
