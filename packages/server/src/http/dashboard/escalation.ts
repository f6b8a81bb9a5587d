import { escalationBody } from '@halo/wire/dashboard/escalation.ts';
import { changeEscalation } from '../../agents/change-escalation.ts';
import { listEscalations } from '../../agents/list-escalations.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const escalations = workspaceRoute({
  method: 'get',
  path: '/escalation',
  needs: 'enter',
  handle: (deps, { workspace }) => listEscalations(deps, workspace.id),
});

export const patchEscalation = workspaceRoute({
  method: 'patch',
  path: '/escalation/:agentId',
  needs: 'settings',
  body: escalationBody,
  handle: (deps, { workspace, params, body, actor }) =>
    changeEscalation(deps, workspace.id, { agentId: params.agentId!, rules: body }, actor),
});
