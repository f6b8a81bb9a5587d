import type { Sql } from '../db/database.ts';
import type { CallerKey, ServerKeyScope, Workspace } from './workspace.ts';

export interface WorkspaceRow {
  id: string;
  name: string;
  is_demo: boolean;
  identity_mode: Workspace['identityMode'];
  who_may_write: Workspace['whoMayWrite'];
  company_proof: Workspace['companyProof'];
  time_zone: string;
  max_token_age_hours: number | null;
  tracking: boolean;
  identify_log_days: number;
  session_days: number;
  visitor_days: number;
  prompt_days: number | null;
}

/** The columns of a workspace that is called `w`. */
export const WORKSPACE_COLUMNS = `w.id, w.name, w.is_demo, w.identity_mode, w.who_may_write, w.company_proof, w.time_zone,
  w.max_token_age_hours, w.tracking, w.identify_log_days, w.session_days, w.visitor_days, w.prompt_days`;

export function toWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.id,
    name: row.name,
    isDemo: row.is_demo,
    identityMode: row.identity_mode,
    whoMayWrite: row.who_may_write,
    companyProof: row.company_proof,
    timeZone: row.time_zone,
    maxTokenAgeHours: row.max_token_age_hours,
    tracking: row.tracking,
    identifyLogDays: row.identify_log_days,
    sessionDays: row.session_days,
    visitorDays: row.visitor_days,
    promptDays: row.prompt_days,
  };
}

export async function findWorkspace(sql: Sql, id: string): Promise<Workspace | null> {
  const [row] = await sql<WorkspaceRow[]>`
    select ${sql.unsafe(WORKSPACE_COLUMNS)} from workspaces w where w.id = ${id}`;
  return row ? toWorkspace(row) : null;
}

/** The workspace a widget key names, unless the key was ended. */
export async function findByWidgetKey(sql: Sql, key: string): Promise<Workspace | null> {
  const [row] = await sql<WorkspaceRow[]>`
    select ${sql.unsafe(WORKSPACE_COLUMNS)}
    from widget_keys k join workspaces w on w.id = k.workspace_id
    where k.key = ${key} and k.ended_at is null`;
  return row ? toWorkspace(row) : null;
}

/** The workspace and key behind the sha-256 of a server key, unless the key was ended. */
export async function findByServerKey(
  sql: Sql,
  hash: Buffer,
): Promise<{ workspace: Workspace; key: CallerKey } | null> {
  const [row] = await sql<(WorkspaceRow & { key_id: string; scopes: ServerKeyScope[] })[]>`
    select ${sql.unsafe(WORKSPACE_COLUMNS)}, k.id as key_id, k.scopes
    from server_keys k join workspaces w on w.id = k.workspace_id
    where k.hash = ${hash} and k.ended_at is null`;
  return row ? { workspace: toWorkspace(row), key: { kind: 'server', id: row.key_id, scopes: row.scopes } } : null;
}
