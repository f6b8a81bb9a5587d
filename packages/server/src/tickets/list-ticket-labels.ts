import type { TicketLabelsAnswer } from '@halo/wire/dashboard/routing.ts';
import type { Deps } from '../deps.ts';
import { listLabels } from './label-store.ts';

/** The team inboxes and categories of a workspace. */
export async function listTicketLabels(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<TicketLabelsAnswer> {
  return { labels: await listLabels(deps.db.sql, workspaceId) };
}
