import type { Alert } from '@halo/wire/dashboard/alerts.ts';
import type { Sql } from '../db/database.ts';

/** Raises an alert or brings the open one of its kind up to date; true when it is new. */
export async function upsertAlert(
  sql: Sql,
  alert: { workspaceId: string; id: string; kind: Alert['kind']; detail: Alert['detail'] },
  at: Date,
): Promise<boolean> {
  const [row] = await sql<{ id: string }[]>`
    insert into alerts (workspace_id, id, kind, detail, raised_at, last_at)
    values (${alert.workspaceId}, ${alert.id}, ${alert.kind}, ${JSON.stringify(alert.detail)}::text::json,
            ${at.toISOString()}, ${at.toISOString()})
    on conflict (workspace_id, kind) where ended_at is null
      do update set detail = excluded.detail, last_at = excluded.last_at
    returning id`;
  return row!.id === alert.id;
}

/** Whether one of this kind was dismissed since. */
export async function wasDismissed(sql: Sql, workspaceId: string, kind: Alert['kind'], since: Date): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (
      select 1 from alerts
      where workspace_id = ${workspaceId} and kind = ${kind} and ended_how = 'dismissed'
        and ended_at >= ${since.toISOString()}
    ) as yes`;
  return row?.yes === true;
}

export async function listOpenAlerts(sql: Sql, workspaceId: string): Promise<Alert[]> {
  return sql<Alert[]>`
    select id, kind, raised_at as "raisedAt", last_at as "lastAt", detail from alerts
    where workspace_id = ${workspaceId} and ended_at is null order by raised_at, id`;
}

/** Ends one open alert, or all of them; answers their kinds. */
export async function endAlerts(
  sql: Sql,
  workspaceId: string,
  how: 'dismissed' | 'mode_changed',
  at: Date,
  id: string | null = null,
): Promise<Alert['kind'][]> {
  const rows = await sql<{ kind: Alert['kind'] }[]>`
    update alerts set ended_at = ${at.toISOString()}, ended_how = ${how}
    where workspace_id = ${workspaceId} and ended_at is null ${id === null ? sql`` : sql`and id = ${id}`}
    returning kind`;
  return rows.map(({ kind }) => kind);
}
