import { auditQuery } from '@halo/wire/dashboard/log.ts';
import { type SettingsAnswer, settingsBody } from '@halo/wire/dashboard/settings.ts';
import { readIdentityFigures } from '../../contacts/read-identity-figures.ts';
import { browseAudit } from '../../workspaces/browse-audit.ts';
import { changeSettings } from '../../workspaces/change-settings.ts';
import { settingsOf } from '../../workspaces/settings.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const settings = workspaceRoute({
  method: 'get',
  path: '/settings',
  needs: 'enter',
  handle: async (_, { workspace }): Promise<SettingsAnswer> => ({ settings: settingsOf(workspace) }),
});

export const patchSettings = workspaceRoute({
  method: 'patch',
  path: '/settings',
  needs: 'settings',
  body: settingsBody,
  handle: async (deps, { workspace, body, actor }): Promise<SettingsAnswer> => {
    const { confirmation, ...patch } = body;
    const change = { workspaceId: workspace.id, actor, patch, gate: { typed: confirmation } };
    const after = await changeSettings(deps, change);
    if (patch.identityMode === undefined) return { settings: after };
    return {
      settings: after,
      figures: await readIdentityFigures(deps, { id: workspace.id, timeZone: after.timeZone }),
    };
  },
});

export const audit = workspaceRoute({
  method: 'get',
  path: '/audit',
  needs: 'manage',
  query: auditQuery,
  handle: (deps, { workspace, query: { cursor, limit, ...filter } }) =>
    browseAudit(deps, workspace.id, filter, { cursor, limit }),
});
