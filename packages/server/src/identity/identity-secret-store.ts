import type { Sql } from '../db/database.ts';

export interface StoredSecret {
  id: string;
  sealed: Buffer;
  hint: string;
  createdAt: string;
  endsAt: string | null;
  lastUsedAt: string | null;
  accepted: number;
  refused: number;
}

export async function listSecrets(sql: Sql, workspaceId: string): Promise<StoredSecret[]> {
  return sql<StoredSecret[]>`
    select id, sealed, hint, created_at as "createdAt", ends_at as "endsAt", last_used_at as "lastUsedAt", accepted, refused
    from identity_secrets where workspace_id = ${workspaceId} order by created_at desc`;
}

export async function insertSecret(
  sql: Sql,
  secret: { workspaceId: string; id: string; sealed: Buffer; hint: string; createdAt: Date },
): Promise<void> {
  await sql`
    insert into identity_secrets (workspace_id, id, sealed, hint, created_at)
    values (${secret.workspaceId}, ${secret.id}, ${secret.sealed}, ${secret.hint}, ${secret.createdAt.toISOString()})`;
}

/** Sets when a secret stops to count. False when there is no such secret or it has already ended. */
export async function endSecret(sql: Sql, workspaceId: string, id: string, endsAt: Date, now: Date): Promise<boolean> {
  const ended = await sql`
    update identity_secrets set ends_at = ${endsAt.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id} and (ends_at is null or ends_at > ${now.toISOString()})`;
  return ended.count > 0;
}

/** Sets the end of every secret but one, never later than the end it already has. */
export async function endSecretsExcept(sql: Sql, workspaceId: string, exceptId: string, endsAt: Date): Promise<void> {
  await sql`
    update identity_secrets set ends_at = least(ends_at, ${endsAt.toISOString()})
    where workspace_id = ${workspaceId} and id <> ${exceptId}`;
}
