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

/** Tokens of one secret that were judged since the last time. */
export interface SecretUse {
  workspaceId: string;
  keyId: string;
  accepted: number;
  refused: number;
  /** When one was taken; null when none was. */
  at: Date | null;
}

/** Adds to the figures of secrets; rows are locked in the order of their keys. */
export async function addSecretUses(sql: Sql, uses: readonly SecretUse[]): Promise<void> {
  const rows = uses.map(({ workspaceId, keyId, ...use }) => ({ workspace_id: workspaceId, key_id: keyId, ...use }));
  await sql.unsafe(
    `with x as (
       select k.workspace_id, k.id, x.accepted, x.refused, x.at
       from json_to_recordset($1::text::json)
         as x(workspace_id uuid, key_id text, accepted bigint, refused bigint, at timestamptz)
       join identity_secrets k on k.workspace_id = x.workspace_id and k.id = x.key_id
       order by k.workspace_id, k.id
       for update of k
     )
     update identity_secrets k set
       accepted = k.accepted + x.accepted, refused = k.refused + x.refused,
       last_used_at = greatest(k.last_used_at, x.at)
     from x where k.workspace_id = x.workspace_id and k.id = x.id`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}
