import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { listAgents } from './agent-store.ts';

/** Reacts to `savedFiltersSought` with the filters by which agents hand over. */
export async function findAgentFilters(_deps: Deps, tx: Tx, list: News['savedFiltersSought']): Promise<void> {
  for (const { workspaceId, found } of list) {
    for (const { name, escalation } of await listAgents(tx.sql, workspaceId)) {
      const where = `the escalation of the agent "${name}"`;
      const { escalationFilter, priorityFilter } = escalation;
      found.push(...[escalationFilter, priorityFilter].flatMap((filter) => (filter ? [{ filter, where }] : [])));
    }
  }
}
