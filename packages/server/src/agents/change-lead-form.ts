import type { LeadFormsAnswer } from '@halo/wire/dashboard/duplicates.ts';
import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { LeadForm } from './agent.ts';
import { updateLeadForm } from './agent-store.ts';
import { listLeadForms } from './list-lead-forms.ts';

/** When an agent's widget asks visitors who they are, from the next `/config` on. Refuses `not_found`. */
export async function changeLeadForm(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  { agentId, form }: { agentId: string; form: LeadForm },
  actor: Actor,
): Promise<LeadFormsAnswer> {
  await deps.db.transaction(async (tx) => {
    const known = UUID.test(agentId) && (await updateLeadForm(tx.sql, workspaceId, agentId, form));
    if (!known) throw new Refusal('not_found', 'There is no such agent.');
    const detail = { ...form };
    await recordAudit(deps, tx, { workspaceId, actor, action: 'agent.lead_form_changed', subject: agentId, detail });
  });
  return listLeadForms(deps, workspaceId);
}
