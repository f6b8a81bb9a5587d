import type { InAppNumbers, InAppState } from '@halo/wire/dashboard/in-app-messages.ts';
import type { Sql } from '../db/database.ts';
import type { InAppMessage } from './in-app-message.ts';

const SELECTED = `m.workspace_id as "workspaceId", m.id, m.state, m.kind, m.title, m.body, m.sender, m.place, m.button,
  m.audience, m.filter, m.paths, m.starts_at as "startsAt", m.ends_at as "endsAt", m.priority,
  m.created_at as "createdAt", m.updated_at as "updatedAt"`;

/** The live messages of a workspace, in the order in which they are shown. */
export async function listLive(sql: Sql, workspaceId: string): Promise<InAppMessage[]> {
  return sql.unsafe<InAppMessage[]>(
    `select ${SELECTED} from in_app_messages m
     where m.workspace_id = $1 and m.state = 'live' order by m.priority desc, m.created_at, m.id`,
    [workspaceId],
    { prepare: true },
  );
}

/** All messages of a workspace, the newest first. */
export async function listMessages(sql: Sql, workspaceId: string, limit: number): Promise<InAppMessage[]> {
  return sql.unsafe<InAppMessage[]>(
    `select ${SELECTED} from in_app_messages m where m.workspace_id = $1 order by m.created_at desc, m.id desc limit $2`,
    [workspaceId, limit],
    { prepare: true },
  );
}

/** All messages with what became of them, the newest first. People who were merged count once. */
export async function listWithNumbers(
  sql: Sql,
  workspaceId: string,
  limit: number,
): Promise<(InAppMessage & InAppNumbers)[]> {
  return sql.unsafe<(InAppMessage & InAppNumbers)[]>(
    `select ${SELECTED}, o.shown + m.forgotten_shown as shown, o.clicked + m.forgotten_clicked as clicked,
       o.dismissed + m.forgotten_dismissed as dismissed from in_app_messages m
     cross join lateral (
       select count(distinct person_id)::int as shown,
         (count(distinct person_id) filter (where clicked_at is not null))::int as clicked,
         (count(distinct person_id) filter (where dismissed_at is not null))::int as dismissed
       from in_app_outcomes where workspace_id = m.workspace_id and message_id = m.id) o
     where m.workspace_id = $1 order by m.created_at desc, m.id desc limit $2`,
    [workspaceId, limit],
    { prepare: true },
  );
}

/** Lets one change at a time count how many messages there are, until the transaction ends. */
export async function lockCounts(sql: Sql, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`halo:in-app-messages:${workspaceId}`}, 0))`;
}

/** Locks a message until the transaction ends. */
export async function lockMessage(sql: Sql, workspaceId: string, id: string): Promise<InAppMessage | null> {
  const [row] = await sql.unsafe<InAppMessage[]>(
    `select ${SELECTED} from in_app_messages m where m.workspace_id = $1 and m.id = $2 for no key update`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ?? null;
}

export async function hasMessage(sql: Sql, workspaceId: string, id: string): Promise<boolean> {
  const rows = await sql`select from in_app_messages where workspace_id = ${workspaceId} and id = ${id}`;
  return rows.length > 0;
}

export async function countMessages(sql: Sql, workspaceId: string): Promise<{ all: number; live: number }> {
  const [row] = await sql<{ all: number; live: number }[]>`
    select count(*)::int as all, (count(*) filter (where state = 'live'))::int as live
    from in_app_messages where workspace_id = ${workspaceId}`;
  return row!;
}

/** Writes a message, or over it. */
export async function putMessage(sql: Sql, message: InAppMessage): Promise<void> {
  const { workspaceId, id, state, kind, title, body, sender, place, button, audience, filter, paths } = message;
  const { startsAt, endsAt, priority, createdAt, updatedAt } = message;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await sql`
    insert into in_app_messages (workspace_id, id, state, kind, title, body, sender, place, button, audience, filter, paths,
      starts_at, ends_at, priority, created_at, updated_at)
    values (${workspaceId}, ${id}, ${state}, ${kind}, ${title}, ${body}, ${sender}, ${place},
      ${json(button)}::text::json, ${audience}, ${json(filter)}::text::json, ${[...paths]}::text[], ${startsAt}, ${endsAt},
      ${priority}, ${createdAt}, ${updatedAt})
    on conflict (workspace_id, id) do update set
      kind = excluded.kind, title = excluded.title, body = excluded.body, sender = excluded.sender,
      place = excluded.place, button = excluded.button, audience = excluded.audience, filter = excluded.filter,
      paths = excluded.paths, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      priority = excluded.priority, updated_at = excluded.updated_at`;
}

export async function setState(
  sql: Sql,
  { workspaceId, id, state, at }: { workspaceId: string; id: string; state: InAppState; at: string },
): Promise<void> {
  await sql`
    update in_app_messages set state = ${state}, updated_at = ${at} where workspace_id = ${workspaceId} and id = ${id}`;
}

export async function deleteMessage(sql: Sql, workspaceId: string, id: string): Promise<void> {
  await sql`delete from in_app_messages where workspace_id = ${workspaceId} and id = ${id}`;
}

/** What became of a message with visitors of whom nothing else is kept. */
export interface ForgottenNumbers extends InAppNumbers {
  messageId: string;
}

export async function countForgotten(
  sql: Sql,
  workspaceId: string,
  numbers: readonly ForgottenNumbers[],
): Promise<void> {
  await sql`
    update in_app_messages m set forgotten_shown = m.forgotten_shown + n.shown,
      forgotten_clicked = m.forgotten_clicked + n.clicked, forgotten_dismissed = m.forgotten_dismissed + n.dismissed
    from json_to_recordset(${JSON.stringify(numbers)}::text::json)
      as n("messageId" uuid, shown int, clicked int, dismissed int)
    where m.workspace_id = ${workspaceId} and m.id = n."messageId"`;
}
