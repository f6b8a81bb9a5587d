import type { Sql } from '../db/database.ts';
import { tokenName, type UndatedToken } from './user-token.ts';

/** When each of the tokens was first seen, by `tokenName`; those never seen are missing. */
export async function readFirstSeen(sql: Sql, tokens: readonly UndatedToken[]): Promise<Map<string, string>> {
  const rows = await sql.unsafe<{ name: string; seenAt: string }[]>(
    `select encode(t.hash, 'hex') as name, t.seen_at as "seenAt"
     from json_to_recordset($1::text::json) as n(workspace_id uuid, hash text)
     join undated_tokens t on t.workspace_id = n.workspace_id and t.hash = decode(n.hash, 'hex')`,
    [toJson(tokens)],
    { prepare: true },
  );
  return new Map(rows.map(({ name, seenAt }) => [name, seenAt]));
}

/** Notes tokens as seen; the first time stays. */
export async function insertSeen(sql: Sql, tokens: readonly UndatedToken[], now: Date): Promise<void> {
  await sql.unsafe(
    `insert into undated_tokens (workspace_id, hash, seen_at, ends_at)
     select x.workspace_id, decode(x.hash, 'hex'), $2::timestamptz, x.ends_at
     from json_to_recordset($1::text::json) as x(workspace_id uuid, hash text, ends_at timestamptz)
     order by x.workspace_id, x.hash
     on conflict do nothing`,
    [toJson(tokens), now.toISOString()],
    { prepare: true },
  );
}

/** Forgets at most `limit` tokens that ended before; answers how many. */
export async function deleteEnded(sql: Sql, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from undated_tokens where (workspace_id, hash) in (
      select workspace_id, hash from undated_tokens where ends_at < ${before.toISOString()} limit ${limit})`;
  return gone.count;
}

function toJson(tokens: readonly UndatedToken[]): string {
  return JSON.stringify(
    tokens.map(({ workspaceId, token }) => ({
      workspace_id: workspaceId,
      hash: tokenName(token),
      ends_at: token.endsAt,
    })),
  );
}
