import { agentPatch, aiSettingsPatch, newPictureBody, tryModelBody } from '@halo/wire/dashboard/agent.ts';
import { addPicture } from '../../agents/add-picture.ts';
import { changeAgent } from '../../agents/change-agent.ts';
import { changeAiSettings } from '../../agents/change-ai-settings.ts';
import { describeAgents } from '../../agents/describe-agents.ts';
import { readUsage } from '../../engine/read-usage.ts';
import { tryModel } from '../../engine/try-model.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const agent = workspaceRoute({
  method: 'get',
  path: '/agent',
  needs: 'enter',
  handle: (deps, { workspace }) => describeAgents(deps, workspace.id),
});

export const patchAgent = workspaceRoute({
  method: 'patch',
  path: '/agent/:agentId',
  needs: 'settings',
  body: agentPatch,
  maxBytes: 500_000,
  handle: async (deps, { workspace, params, body, actor }) => {
    await changeAgent(deps, workspace.id, { agentId: params.agentId!, patch: body }, actor);
    return describeAgents(deps, workspace.id);
  },
});

export const addAgentPicture = workspaceRoute({
  method: 'post',
  path: '/agent-pictures',
  needs: 'settings',
  perMinute: 30,
  body: newPictureBody,
  maxBytes: 300_000,
  handle: (deps, { workspace, body, actor }) => addPicture(deps, workspace.id, body.picture, actor),
});

export const patchAiSettings = workspaceRoute({
  method: 'patch',
  path: '/ai-settings',
  needs: 'settings',
  body: aiSettingsPatch,
  handle: async (deps, { workspace, body, actor }) => {
    await changeAiSettings(deps, workspace.id, body, actor);
    return describeAgents(deps, workspace.id);
  },
});

export const tryOutModel = workspaceRoute({
  method: 'post',
  path: '/ai-settings/try',
  needs: 'settings',
  perMinute: 10,
  body: tryModelBody,
  handle: (deps, { workspace, body, signal }) => tryModel(deps, workspace.id, body.model ?? null, signal),
});

export const aiUsage = workspaceRoute({
  method: 'get',
  path: '/ai-usage',
  needs: 'settings',
  handle: (deps, { workspace }) => readUsage(deps, workspace.id),
});
