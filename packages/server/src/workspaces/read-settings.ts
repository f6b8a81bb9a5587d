import type { WorkspaceSettings } from '@halo/wire/dashboard/settings.ts';
import type { Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import { findWorkspace } from './caller-store.ts';
import { settingsOf } from './settings.ts';

/** The settings of a workspace as they are stored now. Refuses `not_found`. */
export async function readSettings(deps: { db: { sql: Sql } }, workspaceId: string): Promise<WorkspaceSettings> {
  const workspace = await findWorkspace(deps.db.sql, workspaceId);
  if (!workspace) throw new Refusal('not_found', 'There is no such workspace.');
  return settingsOf(workspace);
}
