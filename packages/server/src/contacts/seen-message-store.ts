import type { Sql } from '../db/database.ts';

/** A delivery that was already applied (identity T4); `week` is the Monday of its partition. */
export interface SeenMessage {
  workspaceId: string;
  id: string;
  week: string;
}

/** Which of the messages were applied within the last two weeks' partitions. */
export async function readSeenMessages(sql: Sql, messages: readonly SeenMessage[], since: Date): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const rows = await sql.unsafe<{ id: string }[]>(
    `select s.id from json_to_recordset($1::text::json) as x(workspace_id uuid, id uuid, week date)
     join seen_messages s on s.workspace_id = x.workspace_id and s.id = x.id and s.week in (x.week, x.week - 7)
     where s.at > $2::timestamptz`,
    [toJson(messages), since.toISOString()],
    { prepare: true },
  );
  return new Set(rows.map((row) => row.id));
}

export async function insertSeenMessages(sql: Sql, messages: readonly SeenMessage[], now: Date): Promise<void> {
  if (messages.length === 0) return;
  await sql.unsafe(
    `insert into seen_messages (workspace_id, id, week, at, result)
     select x.workspace_id, x.id, x.week, $2::timestamptz, 'applied'
     from json_to_recordset($1::text::json) as x(workspace_id uuid, id uuid, week date)
     order by x.workspace_id, x.week, x.id
     on conflict do nothing`,
    [toJson(messages), now.toISOString()],
    { prepare: true },
  );
}

/** Remembers the messages, and answers those that nobody had; of equal ones sent at once one is new. */
export async function claimSeenMessages(
  sql: Sql,
  messages: readonly SeenMessage[],
  since: Date,
  now: Date,
): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const rows = await sql.unsafe<{ id: string }[]>(
    `insert into seen_messages (workspace_id, id, week, at, result)
     select x.workspace_id, x.id, x.week, $2::timestamptz, 'applied'
     from json_to_recordset($1::text::json) as x(workspace_id uuid, id uuid, week date)
     where not exists (
       select from seen_messages s
       where s.workspace_id = x.workspace_id and s.id = x.id and s.week = x.week - 7 and s.at > $3::timestamptz)
     order by x.workspace_id, x.week, x.id
     on conflict do nothing
     returning id`,
    [toJson(messages), now.toISOString(), since.toISOString()],
    { prepare: true },
  );
  return new Set(rows.map((row) => row.id));
}

function toJson(messages: readonly SeenMessage[]): string {
  return JSON.stringify(messages.map(({ workspaceId, id, week }) => ({ workspace_id: workspaceId, id, week })));
}
