import { CONVERSATION_VIEWS, type InboxViewsAnswer, TICKET_VIEWS } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../deps.ts';
import { countView } from './inbox-store.ts';

/** How much each view of the inbox holds for this teammate, counted up to 1,000. */
export async function countInboxViews(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  teammateId: string,
): Promise<InboxViewsAnswer> {
  const views = [...TICKET_VIEWS, ...CONVERSATION_VIEWS];
  return { views: await Promise.all(views.map((view) => countView(deps.db.sql, { workspaceId, view, teammateId }))) };
}
