import type { Sql } from '../db/database.ts';
import type { Action, ActionSecrets, Definition } from './action.ts';

interface ActionRow {
  workspaceId: string;
  id: string;
  name: string;
  enabled: boolean;
  definition: Definition;
  version: number;
  createdAt: string;
  updatedAt: string;
}

const SELECTED = `workspace_id as "workspaceId", id, name, enabled, definition, version, created_at as "createdAt",
  updated_at as "updatedAt"`;

function toAction({ definition, ...row }: ActionRow): Action {
  return { ...definition, ...row };
}

/** The actions of a workspace by their names; all of them, or those that are switched on. */
export async function listActions(sql: Sql, workspaceId: string, limit: number, enabled = false): Promise<Action[]> {
  const rows = await sql.unsafe<ActionRow[]>(
    `select ${SELECTED} from actions where workspace_id = $1 and (enabled or not $2) order by name limit $3`,
    [workspaceId, enabled, limit],
    { prepare: true },
  );
  return rows.map(toAction);
}

export async function findAction(sql: Sql, workspaceId: string, id: string): Promise<Action | null> {
  const [row] = await sql.unsafe<ActionRow[]>(
    `select ${SELECTED} from actions where workspace_id = $1 and id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ? toAction(row) : null;
}

export async function findActionSecrets(sql: Sql, workspaceId: string, id: string): Promise<ActionSecrets | null> {
  const [row] = await sql<ActionSecrets[]>`
    select headers_sealed as "headersSealed", secret_sealed as "secretSealed",
      former_secret_sealed as "formerSecretSealed", former_secret_until as "formerSecretUntil"
    from actions where workspace_id = ${workspaceId} and id = ${id}`;
  return row ?? null;
}

/** What is written of an action when it is saved. */
export interface SavedAction extends Pick<Action, 'workspaceId' | 'id' | 'name' | 'enabled'> {
  definition: Definition;
  headersSealed: Uint8Array | null;
}

/** `name`: another action has this name. `full`: the workspace holds `most` already. */
export async function insertAction(
  sql: Sql,
  { workspaceId, id, name, enabled, definition, headersSealed }: SavedAction,
  secretSealed: Uint8Array,
  at: Date,
  most: number,
): Promise<'made' | 'name' | 'full'> {
  await lockNames(sql, workspaceId);
  if (await isTaken(sql, workspaceId, id, name)) return 'name';
  const made = await sql`
    insert into actions
      (workspace_id, id, name, enabled, definition, headers_sealed, secret_sealed, created_at, updated_at)
    select ${workspaceId}, ${id}, ${name}, ${enabled}, ${JSON.stringify(definition)}::text::json,
      ${headersSealed && Buffer.from(headersSealed)}::bytea, ${Buffer.from(secretSealed)}, ${at.toISOString()},
      ${at.toISOString()}
    where (select count(*) from actions where workspace_id = ${workspaceId}) < ${most}`;
  return made.count > 0 ? 'made' : 'full';
}

/** `none`: there is no such action. */
export async function updateAction(
  sql: Sql,
  { workspaceId, id, name, enabled, definition, headersSealed }: SavedAction,
  at: Date,
): Promise<'saved' | 'name' | 'none'> {
  await lockNames(sql, workspaceId);
  if (await isTaken(sql, workspaceId, id, name)) return 'name';
  const saved = await sql`
    update actions set name = ${name}, enabled = ${enabled}, definition = ${JSON.stringify(definition)}::text::json,
      headers_sealed = ${headersSealed && Buffer.from(headersSealed)}::bytea, version = version + 1,
      updated_at = ${at.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id}`;
  return saved.count > 0 ? 'saved' : 'none';
}

/** Puts a new signing secret in place; the one before goes on until an instant. Answers the action's name, null for none. */
export async function replaceSecret(
  sql: Sql,
  { workspaceId, id }: Pick<Action, 'workspaceId' | 'id'>,
  secretSealed: Uint8Array,
  formerUntil: Date,
): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    update actions set former_secret_sealed = secret_sealed, former_secret_until = ${formerUntil.toISOString()},
      secret_sealed = ${Buffer.from(secretSealed)}
    where workspace_id = ${workspaceId} and id = ${id} returning name`;
  return row?.name ?? null;
}

/** Removes an action; its log stays for as long as any. Answers its name, null when there is none. */
export async function deleteAction(sql: Sql, workspaceId: string, id: string): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    delete from actions where workspace_id = ${workspaceId} and id = ${id} returning name`;
  return row?.name ?? null;
}

async function lockNames(sql: Sql, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(48462113, hashtext(${workspaceId}))`;
}

async function isTaken(sql: Sql, workspaceId: string, id: string, name: string): Promise<boolean> {
  const rows = await sql`
    select 1 from actions where workspace_id = ${workspaceId} and name = ${name} and id <> ${id}`;
  return rows.length > 0;
}
