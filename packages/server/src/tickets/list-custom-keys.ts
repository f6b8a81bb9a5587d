import type { TicketKeysAnswer } from '@halo/wire/dashboard/routing.ts';
import type { Deps } from '../deps.ts';
import { listRecentKeys } from './ticket-store.ts';

/** The keys of what calls sent along with the latest tickets, for `ticket.custom:` conditions. */
export async function listCustomKeys(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<TicketKeysAnswer> {
  return { keys: await listRecentKeys(deps.db.sql, workspaceId) };
}
