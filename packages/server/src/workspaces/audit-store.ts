import type { AuditLine } from '@halo/wire/dashboard/log.ts';
import type { Sql } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { type AuditEntry, nameActor } from './audit.ts';

export async function insertAudit(sql: Sql, at: Date, entry: AuditEntry): Promise<void> {
  await sql`
    insert into audit_log (workspace_id, id, at, actor, action, subject, detail)
    values (${entry.workspaceId}, ${newId()}, ${at.toISOString()}, ${nameActor(entry.actor)}, ${entry.action},
            ${entry.subject ?? null}, ${detailOf(entry)}::text::json)`;
}

function detailOf({ detail }: AuditEntry): string | null {
  return detail ? JSON.stringify(detail) : null;
}

/** Whether the same actor did the same to the same subject, in the same manner, since then. */
export async function isAudited(sql: Sql, since: Date, entry: AuditEntry): Promise<boolean> {
  const rows = await sql`
    select from audit_log
    where workspace_id = ${entry.workspaceId} and at > ${since.toISOString()} and actor = ${nameActor(entry.actor)}
      and action = ${entry.action} and subject is not distinct from ${entry.subject ?? null}
      and detail::text is not distinct from ${detailOf(entry)} limit 1`;
  return rows.count > 0;
}

/** Newest first; `before` is the last line of the page before. */
export async function listAudit(
  sql: Sql,
  workspaceId: string,
  filter: { kind?: string | undefined; actor?: string | undefined },
  before: { at: string; id: string } | null,
  limit: number,
): Promise<AuditLine[]> {
  return sql<AuditLine[]>`
    select id, at, actor, action, subject, detail from audit_log
    where workspace_id = ${workspaceId}
      ${filter.kind === undefined ? sql`` : sql`and split_part(action, '.', 1) = ${filter.kind}`}
      ${filter.actor === undefined ? sql`` : sql`and actor = ${filter.actor}`}
      ${before ? sql`and (at, id) < (${before.at}, ${before.id})` : sql``}
    order by at desc, id desc limit ${limit}`;
}

/** Who ever changed something here, and what kinds of change there were. */
export async function listAuditChoices(sql: Sql, workspaceId: string): Promise<{ actors: string[]; kinds: string[] }> {
  const [row] = await sql<{ actors: string[]; kinds: string[] }[]>`
    select coalesce(array_agg(distinct actor order by actor), '{}') as actors,
           coalesce(array_agg(distinct split_part(action, '.', 1) order by split_part(action, '.', 1)), '{}') as kinds
    from audit_log where workspace_id = ${workspaceId}`;
  return row!;
}
