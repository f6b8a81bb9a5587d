import type { InstallAnswer } from '@halo/wire/dashboard/install.ts';
import { readLiveCheck } from '../../contacts/read-live-check.ts';
import { browserSnippets } from '../../workspaces/browser-snippets.ts';
import { readWidgetKey } from '../../workspaces/read-install.ts';
import { regenerateWidgetKey } from '../../workspaces/regenerate-widget-key.ts';
import { serverSnippets } from '../../workspaces/server-snippets.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const install = workspaceRoute({
  method: 'get',
  path: '/install',
  needs: 'enter',
  handle: async (deps, { workspace }): Promise<InstallAnswer> => {
    const ids = { orgId: workspace.id, widgetKey: await readWidgetKey(deps, workspace.id), url: deps.config.publicUrl };
    return { ...ids, browserSnippets: browserSnippets(ids), serverSnippets: serverSnippets(ids) };
  },
});

export const liveCheck = workspaceRoute({
  method: 'get',
  path: '/install/live-check',
  needs: 'identity',
  handle: (deps, { workspace }) => readLiveCheck(deps, workspace.id),
});

export const newWidgetKey = workspaceRoute({
  method: 'post',
  path: '/install/widget-key',
  needs: 'keys',
  handle: async (deps, { workspace, actor }) => ({ widgetKey: await regenerateWidgetKey(deps, workspace.id, actor) }),
});
