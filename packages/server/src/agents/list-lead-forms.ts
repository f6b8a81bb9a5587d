import type { LeadFormsAnswer } from '@halo/wire/dashboard/duplicates.ts';
import type { Deps } from '../deps.ts';
import { listAgents } from './agent-store.ts';

/** When the widget of each agent asks visitors who they are. */
export async function listLeadForms(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<LeadFormsAnswer> {
  const agents = await listAgents(deps.db.sql, workspaceId);
  return { agents: agents.map(({ id, name, leadForm }) => ({ id, name, ...leadForm })) };
}
