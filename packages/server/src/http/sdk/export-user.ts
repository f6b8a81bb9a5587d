import { exportAnswer } from '@halo/wire/sdk/export.ts';
import { requireUnmerged } from '../../contacts/refuse-merged.ts';
import { exportPerson } from '../../privacy/export-person.ts';
import { exportResponse } from '../export-response.ts';
import { actorOf } from './actor-of.ts';
import { sdkRoute } from './sdk-route.ts';

export const exportUserRoute = sdkRoute({
  method: 'get',
  path: '/users/:user_id/export',
  summary: 'Export all that is held of one user, as one JSON document.',
  keys: ['server'],
  scope: 'read',
  answer: exportAnswer,
  refuses: ['not_found', 'merged', 'rate_limited'],
  async handle(deps, { workspace, key, params, limit }) {
    limit('read', { trust: 'verified', externalId: null });
    const { id: contactId } = await requireUnmerged(deps, workspace.id, params.user_id);
    return exportResponse(await exportPerson(deps, { workspaceId: workspace.id, contactId, actor: actorOf(key) }));
  },
});
