import type { TicketLabel } from '@halo/wire/dashboard/routing.ts';
import type { Sql } from '../db/database.ts';

/** The team inboxes and categories of a workspace, by name. */
export async function listLabels(sql: Sql, workspaceId: string): Promise<TicketLabel[]> {
  return sql<TicketLabel[]>`
    select id, kind, name from ticket_labels where workspace_id = ${workspaceId} order by kind, name_key`;
}

/** What labels are called, by kind and id; those that are gone are absent. */
export async function labelNames(
  sql: Sql,
  workspaceId: string,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const asked = ids.filter((id) => id != null);
  if (asked.length === 0) return new Map();
  const rows = await sql<TicketLabel[]>`
    select id, kind, name from ticket_labels
    where workspace_id = ${workspaceId} and id = any(${`{${asked.join(',')}}`}::text::uuid[])`;
  return new Map(rows.map(({ id, kind, name }) => [`${kind} ${id}`, name]));
}

/** False when another label of its kind has this name. `nameKey` is the name as conditions compare it. */
export async function insertLabel(
  sql: Sql,
  workspaceId: string,
  { id, kind, name, nameKey }: TicketLabel & { nameKey: string },
  now: Date,
): Promise<boolean> {
  const made = await sql`
    insert into ticket_labels (workspace_id, id, kind, name, name_key, created_at)
    values (${workspaceId}, ${id}, ${kind}, ${name}, ${nameKey}, ${now.toISOString()})
    on conflict (workspace_id, kind, name_key) do nothing`;
  return made.count > 0;
}

/** False when another label of its kind has this name. */
export async function renameLabel(
  sql: Sql,
  workspaceId: string,
  { id, kind, name, nameKey }: TicketLabel & { nameKey: string },
): Promise<boolean> {
  const moved = await sql`
    update ticket_labels set name = ${name}, name_key = ${nameKey}
    where workspace_id = ${workspaceId} and id = ${id} and not exists (
      select 1 from ticket_labels l
      where l.workspace_id = ${workspaceId} and l.kind = ${kind} and l.name_key = ${nameKey} and l.id <> ${id})`;
  return moved.count > 0;
}

/** Takes a label off every ticket by removing it: what names it from then on names nothing. */
export async function deleteLabel(sql: Sql, workspaceId: string, id: string): Promise<void> {
  await sql`delete from ticket_labels where workspace_id = ${workspaceId} and id = ${id}`;
}

/** Keeps what tickets are labelled with, and the rules that label them, for one change at a time until the transaction ends. */
export async function lockLabels(sql: Sql, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`halo:ticket-labels:${workspaceId}`}, 0))`;
}
