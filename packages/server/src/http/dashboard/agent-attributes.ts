import { agentAttributesBody } from '@halo/wire/dashboard/settings.ts';
import { allowAttributes } from '../../agents/allow-attributes.ts';
import { listAllowedAttributes } from '../../agents/list-allowed-attributes.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const agentAttributes = workspaceRoute({
  method: 'get',
  path: '/agent-attributes',
  needs: 'enter',
  handle: (deps, { workspace }) => listAllowedAttributes(deps, workspace.id),
});

export const patchAgentAttributes = workspaceRoute({
  method: 'patch',
  path: '/agent-attributes/:agentId',
  needs: 'settings',
  body: agentAttributesBody,
  maxBytes: 2_000_000,
  handle: async (deps, { workspace, params, body, actor }) => {
    await allowAttributes(deps, workspace.id, { agentId: params.agentId!, allowed: body.allowed }, actor);
    return listAllowedAttributes(deps, workspace.id);
  },
});
