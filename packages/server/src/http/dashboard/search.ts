import { type SearchAnswer, searchQuery } from '@halo/wire/dashboard/search.ts';
import { findPeople } from '../../contacts/find-people.ts';
import { browseInbox } from '../../tickets/browse-inbox.ts';
import { may } from '../../workspaces/teammate.ts';
import { workspaceRoute } from './dashboard-route.ts';

const TICKETS_SHOWN = 8;

/** Each may find what they may open. */
export const search = workspaceRoute({
  method: 'get',
  path: '/search',
  needs: 'enter',
  query: searchQuery,
  handle: async (deps, { workspace, teammate, access, query }): Promise<SearchAnswer> => {
    const list = { workspaceId: workspace.id, view: 'all' as const, teammateId: teammate.id };
    const [people, tickets] = await Promise.all([
      findPeople(deps, workspace.id, query.q, {
        people: may(access, 'contacts'),
        companies: may(access, 'companies'),
      }),
      may(access, 'inbox') ? browseInbox(deps, list, { search: query.q, limit: TICKETS_SHOWN }) : { rows: [] },
    ]);
    return {
      ...people,
      tickets: tickets.rows.map(({ ticketId, conversationId, title, status, person }) => ({
        id: ticketId ?? conversationId,
        conversationId,
        subject: title,
        status,
        displayName: person.displayName,
      })),
    };
  },
});
