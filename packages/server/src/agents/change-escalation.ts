import type { EscalationRules, EscalationsAnswer } from '@halo/wire/dashboard/escalation.ts';
import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { queueFilterIndexes } from '../filters/keep-filter-indexes.ts';
import { Refusal } from '../refusal.ts';
import { parseWorkspaceFilter } from '../segments/parse-workspace-filter.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { updateEscalation } from './agent-store.ts';
import { listEscalations } from './list-escalations.ts';

/** When an agent hands over, from its next turn on. Refuses `not_found`, and `invalid_filter` with the path. */
export async function changeEscalation(
  deps: Pick<Deps, 'db' | 'now' | 'jobs'>,
  workspaceId: string,
  { agentId, rules }: { agentId: string; rules: EscalationRules },
  actor: Actor,
): Promise<EscalationsAnswer> {
  await deps.db.transaction(async (tx) => {
    // Held, so that no segment these filters name is removed meanwhile.
    await holdFilters(tx, [workspaceId]);
    for (const filter of [rules.escalationFilter, rules.priorityFilter]) {
      if (filter) await parseWorkspaceFilter(deps, workspaceId, filter);
    }
    const known = UUID.test(agentId) && (await updateEscalation(tx.sql, workspaceId, agentId, rules));
    if (!known) throw new Refusal('not_found', 'There is no such agent.');
    await queueFilterIndexes(deps, tx);
    const detail = { ...rules };
    await recordAudit(deps, tx, { workspaceId, actor, action: 'agent.escalation_changed', subject: agentId, detail });
  });
  return listEscalations(deps, workspaceId);
}
