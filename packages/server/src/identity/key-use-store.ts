import type { Sql } from '../db/database.ts';

/** Tokens of one secret or public key that were judged since the last time. */
export interface KeyUse {
  workspaceId: string;
  keyId: string;
  accepted: number;
  refused: number;
  /** When one was taken; null when none was. */
  at: Date | null;
}

/** Adds to the figures of secrets or of public keys; rows are locked in the order of their keys. */
export async function addKeyUses(
  sql: Sql,
  table: 'identity_secrets' | 'public_keys',
  uses: readonly KeyUse[],
): Promise<void> {
  const rows = uses.map(({ workspaceId, keyId, ...use }) => ({ workspace_id: workspaceId, key_id: keyId, ...use }));
  await sql.unsafe(
    `with x as (
       select k.workspace_id, k.id, x.accepted, x.refused, x.at
       from json_to_recordset($1::text::json)
         as x(workspace_id uuid, key_id text, accepted bigint, refused bigint, at timestamptz)
       join ${table} k on k.workspace_id = x.workspace_id and k.id = x.key_id
       order by k.workspace_id, k.id
       for update of k
     )
     update ${table} k set
       accepted = k.accepted + x.accepted, refused = k.refused + x.refused,
       last_used_at = greatest(k.last_used_at, x.at)
     from x where k.workspace_id = x.workspace_id and k.id = x.id`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}
