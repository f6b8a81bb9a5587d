import { type SearchAnswer, searchQuery } from '@halo/wire/dashboard/search.ts';
import { findPeople } from '../../contacts/find-people.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const search = workspaceRoute({
  method: 'get',
  path: '/search',
  query: searchQuery,
  handle: async (deps, { workspace, query }): Promise<SearchAnswer> => ({
    ...(await findPeople(deps, workspace.id, query.q)),
    tickets: [],
  }),
});
