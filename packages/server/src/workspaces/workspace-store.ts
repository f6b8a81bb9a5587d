import type { Sql } from '../db/database.ts';
import { toWorkspace, WORKSPACE_COLUMNS, type WorkspaceRow } from './caller-store.ts';
import type { Retention, Workspace } from './workspace.ts';

export async function insertWorkspace(
  sql: Sql,
  workspace: { id: string; name: string; isDemo: boolean },
): Promise<void> {
  await sql`
    insert into workspaces (id, name, is_demo) values (${workspace.id}, ${workspace.name}, ${workspace.isDemo})`;
}

/** Reads a workspace and keeps its settings from changing until the transaction ends. */
export async function lockWorkspace(sql: Sql, id: string): Promise<Workspace | null> {
  const [row] = await sql<WorkspaceRow[]>`
    select ${sql.unsafe(WORKSPACE_COLUMNS)} from workspaces w where w.id = ${id} for update`;
  return row ? toWorkspace(row) : null;
}

export async function updateWorkspace(sql: Sql, workspace: Workspace, at: Date): Promise<void> {
  await sql`
    update workspaces set
      name = ${workspace.name}, identity_mode = ${workspace.identityMode}, who_may_write = ${workspace.whoMayWrite},
      company_proof = ${workspace.companyProof}, time_zone = ${workspace.timeZone},
      max_token_age_hours = ${workspace.maxTokenAgeHours}, tracking = ${workspace.tracking},
      identify_log_days = ${workspace.identifyLogDays}, session_days = ${workspace.sessionDays},
      visitor_days = ${workspace.visitorDays}, prompt_days = ${workspace.promptDays},
      updated_at = ${at.toISOString()}
    where id = ${workspace.id}`;
}

export interface ListedWorkspace {
  id: string;
  name: string;
  isDemo: boolean;
  identityMode: Workspace['identityMode'];
  widgetKey: string | null;
  createdAt: string;
}

export async function listAllWorkspaces(sql: Sql): Promise<ListedWorkspace[]> {
  return sql<ListedWorkspace[]>`
    select w.id, w.name, w.is_demo as "isDemo", w.identity_mode as "identityMode", w.created_at as "createdAt",
           (select k.key from widget_keys k where k.workspace_id = w.id and k.ended_at is null
            order by k.created_at desc limit 1) as "widgetKey"
    from workspaces w order by w.created_at, w.id`;
}

/** For how long each workspace keeps what. */
export async function listAllRetentions(sql: Sql): Promise<Retention[]> {
  return sql<Retention[]>`
    select id as "workspaceId", identify_log_days as "identifyLogDays", session_days as "sessionDays",
           visitor_days as "visitorDays", prompt_days as "promptDays"
    from workspaces order by id`;
}

export async function hasOwnWorkspace(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`select exists (select 1 from workspaces where not is_demo) as yes`;
  return row?.yes === true;
}

/** Lets one process at a time decide whether the demo workspace must be made. */
export async function lockDemo(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('halo:demo'))`;
}

/** The oldest demo workspace. */
export async function findDemoWorkspace(sql: Sql): Promise<{ id: string; createdAt: string } | null> {
  const [row] = await sql<{ id: string; createdAt: string }[]>`
    select id, created_at as "createdAt" from workspaces where is_demo order by created_at, id limit 1`;
  return row ?? null;
}
