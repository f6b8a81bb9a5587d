import type { Module, Role } from '@halo/wire/dashboard/permissions.ts';
import type { Sql } from '../db/database.ts';
import type { Access, Teammate } from './teammate.ts';

export interface StoredTeammate extends Teammate {
  /** The hash of the password, in better-auth's form; null for one who has none. */
  passwordHash: string | null;
}

export async function findTeammateByEmail(sql: Sql, email: string): Promise<StoredTeammate | null> {
  const [row] = await sql<StoredTeammate[]>`
    select t.id, t.name, t.email, t.two_factor_enabled as "twoFactor", a.password as "passwordHash"
    from teammates t
    left join teammate_accounts a on a.teammate_id = t.id and a.provider_id = 'credential'
    where t.email = ${email}`;
  return row ?? null;
}

export async function listNames(sql: Sql, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return sql`select id, name from teammates where id = any(${ids as string[]}::text[])`;
}

export async function findInTeam(
  sql: Sql,
  workspaceId: string,
  teammateId: string,
): Promise<{ id: string; name: string } | null> {
  const [row] = await sql<{ id: string; name: string }[]>`
    select t.id, t.name from workspace_teammates m join teammates t on t.id = m.teammate_id
    where m.workspace_id = ${workspaceId} and m.teammate_id = ${teammateId}`;
  return row ?? null;
}

/** Makes a teammate who signs in with a password. False when the address is taken. */
export async function insertTeammate(
  sql: Sql,
  teammate: { id: string; accountId: string; name: string; email: string; passwordHash: string },
): Promise<boolean> {
  const [row] = await sql`
    insert into teammates (id, name, email) values (${teammate.id}, ${teammate.name}, ${teammate.email})
    on conflict (email) do nothing returning id`;
  if (!row) return false;
  await sql`
    insert into teammate_accounts (id, teammate_id, provider_id, account_id, password)
    values (${teammate.accountId}, ${teammate.id}, 'credential', ${teammate.id}, ${teammate.passwordHash})`;
  return true;
}

/** Lets one transaction at a time decide who the first owner is. */
export async function lockOwnership(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('halo:owner'))`;
}

export async function markOperator(sql: Sql, teammateId: string): Promise<void> {
  await sql`update teammates set is_operator = true where id = ${teammateId}`;
}

export async function hasOperator(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`select exists (select 1 from teammates where is_operator) as yes`;
  return row?.yes === true;
}

export async function listOperatorIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from teammates where is_operator order by id`;
  return rows.map((row) => row.id);
}

export async function isOwnerAnywhere(sql: Sql, teammateId: string): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (select 1 from workspace_teammates where teammate_id = ${teammateId} and role = 'owner') as yes`;
  return row?.yes === true;
}

/** Adds teammates to a workspace, or leaves the role they have. */
export async function addToWorkspace(sql: Sql, workspaceId: string, teammateIds: string[], role: Role): Promise<void> {
  if (teammateIds.length === 0) return;
  await sql`
    insert into workspace_teammates (workspace_id, teammate_id, role)
    select ${workspaceId}, id, ${role} from unnest(${teammateIds}::text[]) as id
    on conflict do nothing`;
}

/** Makes a teammate owner of every workspace that has none; answers how many. */
export async function ownOrphans(sql: Sql, teammateId: string): Promise<number> {
  const rows = await sql`
    insert into workspace_teammates (workspace_id, teammate_id, role)
    select w.id, ${teammateId}, 'owner' from workspaces w
    where not exists (select 1 from workspace_teammates m where m.workspace_id = w.id and m.role = 'owner')
    on conflict (workspace_id, teammate_id) do update set role = 'owner'
    returning workspace_id`;
  return rows.length;
}

export interface Membership extends Access {
  workspaceId: string;
  name: string;
  isDemo: boolean;
}

/** The workspaces a teammate may enter, the customers' own before the demo, then by name. */
export async function listMemberships(sql: Sql, teammateId: string): Promise<Membership[]> {
  return sql<Membership[]>`
    select m.workspace_id as "workspaceId", w.name, w.is_demo as "isDemo", m.role, m.modules
    from workspace_teammates m join workspaces w on w.id = m.workspace_id
    where m.teammate_id = ${teammateId}
    order by w.is_demo, w.name, w.id`;
}

export async function findAccess(sql: Sql, workspaceId: string, teammateId: string): Promise<Access | null> {
  const [row] = await sql<Access[]>`
    select role, modules from workspace_teammates where workspace_id = ${workspaceId} and teammate_id = ${teammateId}`;
  return row ?? null;
}

export async function listTeam(
  sql: Sql,
  workspaceId: string,
): Promise<{ id: string; name: string; email: string; role: Role; modules: Module[]; since: string }[]> {
  return sql<{ id: string; name: string; email: string; role: Role; modules: Module[]; since: string }[]>`
    select t.id, t.name, t.email, m.role, m.modules, m.since
    from workspace_teammates m join teammates t on t.id = m.teammate_id
    where m.workspace_id = ${workspaceId}
    order by t.name, t.id`;
}

/** Locks the team of a workspace against changes by others until the transaction ends, and reads what each may do. */
export async function lockTeam(sql: Sql, workspaceId: string): Promise<Map<string, Access>> {
  const rows = await sql<(Access & { id: string })[]>`
    select teammate_id as id, role, modules from workspace_teammates
    where workspace_id = ${workspaceId} order by teammate_id for update`;
  return new Map(rows.map(({ id, role, modules }) => [id, { role, modules }]));
}

export async function updateAccess(sql: Sql, workspaceId: string, teammateId: string, access: Access): Promise<void> {
  await sql`
    update workspace_teammates set role = ${access.role}, modules = ${access.modules}::text[]
    where workspace_id = ${workspaceId} and teammate_id = ${teammateId}`;
}

export async function deleteFromWorkspace(sql: Sql, workspaceId: string, teammateId: string): Promise<void> {
  await sql`delete from workspace_teammates where workspace_id = ${workspaceId} and teammate_id = ${teammateId}`;
}
