import type { Sql } from '../db/database.ts';

export interface ContactByEmail {
  contactId: string;
  /** Null for a lead. */
  externalId: string | null;
}

/** Of the living contacts with an e-mail (see `emailKey`) the one last seen. */
export async function findByEmail(sql: Sql, workspaceId: string, key: string): Promise<ContactByEmail | null> {
  const [row] = await sql<{ id: string; external_id: string | null }[]>`
    select id, external_id from contacts
    where workspace_id = ${workspaceId} and email_key = ${key} and merged_into is null
    order by last_seen desc nulls last, id desc limit 1`;
  return row ? { contactId: row.id, externalId: row.external_id } : null;
}

/** Of the living leads with an e-mail the one last seen. */
export async function findLeadByEmail(sql: Sql, workspaceId: string, key: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from contacts
    where workspace_id = ${workspaceId} and email_key = ${key} and merged_into is null and kind = 'lead'
    order by last_seen desc nulls last, id desc limit 1`;
  return row?.id ?? null;
}

/** Waits until nobody else makes a lead with this e-mail. */
export async function lockEmail(sql: Sql, workspaceId: string, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`halo:email:${workspaceId}:${key}`}, 0))`;
}

/** The living contacts with an e-mail, the one last seen first. */
export async function findAllByEmail(sql: Sql, workspaceId: string, key: string, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from contacts
    where workspace_id = ${workspaceId} and email_key = ${key} and merged_into is null
    order by last_seen desc nulls last, id desc limit ${limit}`;
  return rows.map(({ id }) => id);
}
