import type { Sql } from '../db/database.ts';

/** Somebody who goes on writing says so more often than this. */
const SHOWN = '6 seconds';

/** False when the conversation is over. */
export async function writeTyping(
  sql: Sql,
  { workspaceId, conversationId, name }: { workspaceId: string; conversationId: string; name: string },
): Promise<boolean> {
  const updated = await sql`
    update conversations set typing_name = ${name}, typing_until = now() + ${SHOWN}::interval
    where workspace_id = ${workspaceId} and id = ${conversationId} and status = 'live'`;
  return updated.count > 0;
}
