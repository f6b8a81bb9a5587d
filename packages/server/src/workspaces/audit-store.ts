import type { AuditLine } from '@halo/wire/dashboard/log.ts';
import type { Sql } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { type AuditEntry, nameActor } from './audit.ts';

export async function insertAudit(sql: Sql, at: Date, entry: AuditEntry): Promise<void> {
  const detail = entry.detail ? JSON.stringify(entry.detail) : null;
  await sql`
    insert into audit_log (workspace_id, id, at, actor, action, subject, detail)
    values (${entry.workspaceId}, ${newId()}, ${at.toISOString()}, ${nameActor(entry.actor)}, ${entry.action},
            ${entry.subject ?? null}, ${detail}::text::json)`;
}

/** Newest first; `before` is the last line of the page before. */
export async function listAudit(
  sql: Sql,
  workspaceId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<AuditLine[]> {
  return sql<AuditLine[]>`
    select id, at, actor, action, subject, detail from audit_log
    where workspace_id = ${workspaceId}
      ${before ? sql`and (at, id) < (${before.at}, ${before.id})` : sql``}
    order by at desc, id desc limit ${limit}`;
}
