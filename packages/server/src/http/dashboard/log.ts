import { logQuery } from '@halo/wire/dashboard/log.ts';
import { browseLog } from '../../identity/browse-log.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const identifyLog = workspaceRoute({
  method: 'get',
  path: '/identify-log',
  needs: 'identity',
  query: logQuery,
  handle: (deps, { workspace, query: { cursor, limit, ...filter } }) =>
    browseLog(deps, workspace.id, filter, { cursor, limit }),
});
