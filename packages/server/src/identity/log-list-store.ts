import type { LogLine as WireLogLine } from '@halo/wire/dashboard/log.ts';
import type { Sql } from '../db/database.ts';

export type LogFilter = {
  userId?: string | undefined;
  /** Any of these. */
  userIds?: readonly string[] | undefined;
  contactId?: string | undefined;
  only?: 'refused' | 'ignored' | 'would_refuse' | 'changed' | undefined;
  reason?: string | undefined;
  source?: string | undefined;
  keyId?: string | undefined;
  /** Instants: from the first on, up to the second. */
  from?: string | undefined;
  to?: string | undefined;
};

type Row = Omit<WireLogLine, 'ignored'> & { ignored: WireLogLine['ignored'] | null };

/** Lines newest first; `before` is the last line of the page before. */
export async function listLogLines(
  sql: Sql,
  workspaceId: string,
  filter: LogFilter,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<WireLogLine[]> {
  const rows = await sql<Row[]>`
    select id, at, contact_id as "contactId", company_id as "companyRowId", external_id as "userId", source, level,
           result, reason, changed, ignored, sdk, key_id as "keyId", request_id as "requestId", repeats,
           token_user as "tokenUserId"
    from identify_log
    where workspace_id = ${workspaceId}
      ${filter.userId === undefined ? sql`` : sql`and external_id = ${filter.userId}`}
      ${filter.userIds === undefined ? sql`` : sql`and external_id = any(${filter.userIds as string[]})`}
      ${filter.contactId === undefined ? sql`` : sql`and contact_id = ${filter.contactId}`}
      ${filter.only === 'refused' || filter.only === 'would_refuse' ? sql`and result = ${filter.only}` : sql``}
      ${filter.only === 'ignored' ? sql`and ignored is not null` : sql``}
      ${filter.only === 'changed' ? sql`and result in ('created', 'updated')` : sql``}
      ${filter.reason === undefined ? sql`` : sql`and reason = ${filter.reason}`}
      ${filter.source === undefined ? sql`` : sql`and source = ${filter.source}`}
      ${filter.keyId === undefined ? sql`` : sql`and key_id = ${filter.keyId}`}
      ${filter.from === undefined ? sql`` : sql`and at >= ${filter.from}`}
      ${filter.to === undefined ? sql`` : sql`and at < ${filter.to}`}
      ${before ? sql`and (at, id) < (${before.at}, ${before.id})` : sql``}
    order by at desc, id desc limit ${limit}`;
  return rows.map((row) => ({ ...row, ignored: row.ignored ?? [] }));
}

/** Whether a token signed with one of the workspace's secrets or public keys was ever accepted, as far as the log goes back. */
export async function wasTokenAccepted(sql: Sql, workspaceId: string): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (
      select 1 from identify_log
      where workspace_id = ${workspaceId} and level = 'verified'
        and key_id in (
          select id from identity_secrets where workspace_id = ${workspaceId}
          union all select id from public_keys where workspace_id = ${workspaceId})
    ) or exists (select 1 from identity_secrets where workspace_id = ${workspaceId} and accepted > 0)
      or exists (select 1 from public_keys where workspace_id = ${workspaceId} and accepted > 0) as yes`;
  return row?.yes === true;
}
