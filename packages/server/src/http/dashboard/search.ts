import { type SearchAnswer, searchQuery } from '@halo/wire/dashboard/search.ts';
import { findPeople } from '../../contacts/find-people.ts';
import { browseInbox } from '../../tickets/browse-inbox.ts';
import { workspaceRoute } from './dashboard-route.ts';

const TICKETS_SHOWN = 8;

export const search = workspaceRoute({
  method: 'get',
  path: '/search',
  query: searchQuery,
  handle: async (deps, { workspace, teammate, query }): Promise<SearchAnswer> => {
    const list = { workspaceId: workspace.id, view: 'all' as const, teammateId: teammate.id };
    const [people, tickets] = await Promise.all([
      findPeople(deps, workspace.id, query.q),
      browseInbox(deps, list, { search: query.q, limit: TICKETS_SHOWN }),
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
