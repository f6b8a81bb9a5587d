import type { Sql } from '../db/database.ts';

/** Answers whether the contact was last written to earlier. The contact is locked before the company. */
export async function saveContacted(
  sql: Sql,
  {
    workspaceId,
    contactId,
    companyId,
    at,
  }: { workspaceId: string; contactId: string; companyId: string | null; at: string },
): Promise<boolean> {
  const moved = await sql`
    update contacts set last_contacted_at = ${at}
    where workspace_id = ${workspaceId} and id = ${contactId} and merged_into is null
      and (last_contacted_at is null or last_contacted_at < ${at})
    returning id`;
  if (companyId !== null) {
    await sql`
      update companies set last_contacted_at = ${at}
      where workspace_id = ${workspaceId} and id = ${companyId}
        and (last_contacted_at is null or last_contacted_at < ${at})`;
  }
  return moved.length > 0;
}
