import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { firstAgent } from './agent.ts';
import { insertAgent } from './agent-store.ts';

/** Gives each new workspace its first agent, in the transaction that makes the workspace. */
export async function makeFirstAgents(deps: Pick<Deps, 'now'>, tx: Tx, list: News['workspaceCreated']): Promise<void> {
  for (const { workspaceId } of list) await insertAgent(tx.sql, firstAgent(workspaceId, newId(), deps.now()));
}
