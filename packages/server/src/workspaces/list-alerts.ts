import type { Alert } from '@halo/wire/dashboard/alerts.ts';
import type { Deps } from '../deps.ts';
import { listOpenAlerts } from './alert-store.ts';

/** What is alarming now, the oldest first. */
export function listAlerts(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<Alert[]> {
  return listOpenAlerts(deps.db.sql, workspaceId);
}
