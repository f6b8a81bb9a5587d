import type { AgentAttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import type { Deps } from '../deps.ts';
import { listAgents } from './agent-store.ts';

/** What each agent of a workspace may be shown, the first agent first. */
export async function listAllowedAttributes(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
): Promise<AgentAttributesAnswer> {
  const agents = await listAgents(deps.db.sql, workspaceId);
  return { agents: agents.map(({ id, name, allowedAttributes }) => ({ id, name, allowed: allowedAttributes })) };
}
