import type { Sql } from '../db/database.ts';

/** How many conversations contacts have; those without one are left out. */
export async function countByContact(
  sql: Sql,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql<{ contactId: string; count: number }[]>`
    select contact_id as "contactId", count(*)::integer as count from conversations
    where workspace_id = ${workspaceId} and contact_id = any(${contactIds as string[]}::uuid[])
    group by contact_id`;
  return new Map(rows.map(({ contactId, count }) => [contactId, count]));
}
