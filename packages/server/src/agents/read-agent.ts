import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Agent } from './agent.ts';
import { findAgent, findFirstAgent } from './agent-store.ts';

/** The agent a call names, or the workspace's first one. Refuses `not_found`. */
export async function readAgent(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  agentId: string | null = null,
): Promise<Agent> {
  const { sql } = deps.db;
  const named = () => (UUID.test(agentId ?? '') ? findAgent(sql, workspaceId, agentId!) : null);
  const agent = agentId === null ? await findFirstAgent(sql, workspaceId) : await named();
  if (!agent) throw new Refusal('not_found', 'There is no such agent.');
  return agent;
}
