import type { EscalationsAnswer } from '@halo/wire/dashboard/escalation.ts';
import type { Deps } from '../deps.ts';
import { listAgents } from './agent-store.ts';

/** When each agent hands over to the team, the first agent first. */
export async function listEscalations(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<EscalationsAnswer> {
  const agents = await listAgents(deps.db.sql, workspaceId);
  return { agents: agents.map(({ id, name, escalation }) => ({ id, name, ...escalation })) };
}
