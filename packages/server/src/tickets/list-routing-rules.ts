import type { RoutingAnswer } from '@halo/wire/dashboard/routing.ts';
import type { Deps } from '../deps.ts';
import { listRules } from './routing-store.ts';

/** The routing rules of a workspace in their order. */
export async function listRoutingRules(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<RoutingAnswer> {
  return { rules: await listRules(deps.db.sql, workspaceId) };
}
