import type { Sql } from '../db/database.ts';
import type { PublicKeyPart } from './public-key.ts';

export interface StoredPublicKey {
  id: string;
  name: string;
  kind: 'pem' | 'jwks';
  /** Of the JWKS; null for a pasted key. */
  url: string | null;
  issuer: string;
  audience: string;
  claims: string[];
  keys: PublicKeyPart[];
  createdAt: string;
  endedAt: string | null;
  lastUsedAt: string | null;
  accepted: number;
  refused: number;
  /** When the JWKS was read last, and why the try after that failed. */
  fetchedAt: string | null;
  fetchFault: string | null;
}

/** Every public key a workspace ever had, the live ones first, then newest first. */
export async function listStored(sql: Sql, workspaceId: string): Promise<StoredPublicKey[]> {
  return sql<StoredPublicKey[]>`
    select id, name, kind, url, issuer, audience, claims, keys, created_at as "createdAt", ended_at as "endedAt",
           last_used_at as "lastUsedAt", accepted, refused, fetched_at as "fetchedAt", fetch_fault as "fetchFault"
    from public_keys where workspace_id = ${workspaceId}
    order by ended_at is not null, created_at desc, id`;
}

export async function listLiveStored(sql: Sql, workspaceId: string): Promise<StoredPublicKey[]> {
  return (await listStored(sql, workspaceId)).filter(({ endedAt }) => endedAt === null);
}

export async function insertPublicKey(
  sql: Sql,
  workspaceId: string,
  key: Pick<StoredPublicKey, 'id' | 'name' | 'kind' | 'url' | 'issuer' | 'audience' | 'claims' | 'keys'>,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const fetchedAt = key.kind === 'jwks' ? at : null;
  await sql`
    insert into public_keys
      (workspace_id, id, name, kind, url, issuer, audience, claims, keys, created_at, fetched_at, tried_at)
    values (${workspaceId}, ${key.id}, ${key.name}, ${key.kind}, ${key.url}, ${key.issuer}, ${key.audience},
            ${key.claims}::text[], ${JSON.stringify(key.keys)}::text::json, ${at}, ${fetchedAt}, ${fetchedAt})`;
}

/** False when there is no such key or it has ended. */
export async function endStored(sql: Sql, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const ended = await sql`
    update public_keys set ended_at = ${now.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id} and ended_at is null`;
  return ended.count > 0;
}

/** Takes the turn to read a JWKS; null when anybody took it after `since`, in whichever process, or the key has ended. */
export async function claimFetch(
  sql: Sql,
  workspaceId: string,
  id: string,
  now: Date,
  since: Date,
): Promise<{ url: string } | null> {
  const [row] = await sql<{ url: string }[]>`
    update public_keys set tried_at = ${now.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id} and ended_at is null and url is not null
      and (tried_at is null or tried_at <= ${since.toISOString()})
    returning url`;
  return row ?? null;
}

/** Keeps what a JWKS held; `keys` null leaves what was known, with the cause. */
export async function saveFetch(
  sql: Sql,
  workspaceId: string,
  id: string,
  read: { keys: PublicKeyPart[] | null; fault: string | null; now: Date },
): Promise<void> {
  const keys = read.keys && JSON.stringify(read.keys);
  await sql`
    update public_keys set
      keys = coalesce(${keys}::text::json, keys), fetch_fault = ${read.fault},
      fetched_at = case when ${keys}::text is null then fetched_at else ${read.now.toISOString()}::timestamptz end
    where workspace_id = ${workspaceId} and id = ${id} and ended_at is null`;
}
