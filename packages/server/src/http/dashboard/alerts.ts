import type { AlertsAnswer } from '@halo/wire/dashboard/alerts.ts';
import { dismissAlert } from '../../workspaces/dismiss-alert.ts';
import { listAlerts } from '../../workspaces/list-alerts.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const alerts = workspaceRoute({
  method: 'get',
  path: '/alerts',
  needs: 'manage',
  handle: async (deps, { workspace }): Promise<AlertsAnswer> => ({ alerts: await listAlerts(deps, workspace.id) }),
});

export const endAlert = workspaceRoute({
  method: 'post',
  path: '/alerts/:alertId/dismiss',
  needs: 'manage',
  handle: async (deps, { workspace, params, actor }): Promise<AlertsAnswer> => {
    await dismissAlert(deps, { workspaceId: workspace.id, id: params.alertId!, actor });
    return { alerts: await listAlerts(deps, workspace.id) };
  },
});
