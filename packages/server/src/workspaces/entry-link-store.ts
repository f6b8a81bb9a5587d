import type { Role } from '@halo/wire/dashboard/teammates.ts';
import type { Sql } from '../db/database.ts';
import type { EntryLink } from './entry-link.ts';

interface LinkRow {
  id: string;
  kind: EntryLink['kind'];
  workspace_id: string | null;
  email: string | null;
  role: Role | null;
  expires_at: string;
}

function toLink(row: LinkRow): EntryLink {
  const { id, kind, expires_at: expiresAt } = row;
  if (kind === 'owner') return { id, kind, expiresAt };
  return { id, kind, expiresAt, workspaceId: row.workspace_id!, email: row.email!, role: row.role! };
}

export async function insertLink(sql: Sql, hash: Buffer, link: EntryLink): Promise<void> {
  const invitation = link.kind === 'invitation' ? link : null;
  await sql`
    insert into entry_links (hash, id, kind, workspace_id, email, role, expires_at)
    values (${hash}, ${link.id}, ${link.kind}, ${invitation?.workspaceId ?? null}, ${invitation?.email ?? null},
            ${invitation?.role ?? null}, ${link.expiresAt})`;
}

/** A link that may still be used. */
export async function findLink(sql: Sql, hash: Buffer, now: Date): Promise<EntryLink | null> {
  const [row] = await sql<LinkRow[]>`
    select id, kind, workspace_id, email, role, expires_at from entry_links
    where hash = ${hash} and expires_at > ${now.toISOString()}`;
  return row ? toLink(row) : null;
}

/** Uses a link up: of several at once only one gets it. */
export async function takeLink(sql: Sql, hash: Buffer, now: Date): Promise<EntryLink | null> {
  const [row] = await sql<LinkRow[]>`
    delete from entry_links where hash = ${hash} and expires_at > ${now.toISOString()}
    returning id, kind, workspace_id, email, role, expires_at`;
  return row ? toLink(row) : null;
}

export async function deleteOwnerLinks(sql: Sql): Promise<void> {
  await sql`delete from entry_links where kind = 'owner'`;
}

export async function deleteExpiredLinks(sql: Sql, now: Date): Promise<void> {
  await sql`delete from entry_links where expires_at <= ${now.toISOString()}`;
}

/** Takes an invitation back; false when there is none with this id. */
export async function deleteInvitation(sql: Sql, workspaceId: string, id: string): Promise<string | null> {
  const [row] = await sql<{ email: string }[]>`
    delete from entry_links where workspace_id = ${workspaceId} and id = ${id} and kind = 'invitation' returning email`;
  return row?.email ?? null;
}

export async function deleteInvitationsOf(sql: Sql, workspaceId: string, email: string): Promise<void> {
  await sql`delete from entry_links where workspace_id = ${workspaceId} and email = ${email}`;
}

export async function listInvitations(
  sql: Sql,
  workspaceId: string,
  now: Date,
): Promise<{ id: string; email: string; role: Role; expiresAt: string }[]> {
  return sql<{ id: string; email: string; role: Role; expiresAt: string }[]>`
    select id, email, role, expires_at as "expiresAt" from entry_links
    where workspace_id = ${workspaceId} and expires_at > ${now.toISOString()}
    order by created_at desc, id`;
}
