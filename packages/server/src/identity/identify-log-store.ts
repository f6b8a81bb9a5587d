import type { Sql } from '../db/database.ts';
import type { LogLine } from './identify-log.ts';

const COLUMNS = `workspace_id, at, id, contact_id, company_id, external_id, source, level, result, reason, changed, ignored,
  sdk, key_id, request_id, repeats, token_user`;
const INSERT = `
  insert into identify_log (${COLUMNS}) select ${COLUMNS}
  from json_to_recordset($1::text::json) as x(
    workspace_id uuid, at timestamptz, id uuid, contact_id uuid, company_id uuid, external_id text, source text,
    level text, result text, reason text, changed text[], ignored json, sdk text, key_id text, request_id text,
    repeats bigint, token_user text)`;
const COUNT_UP = 'on conflict (workspace_id, at, id) do update set repeats = identify_log.repeats + excluded.repeats';

/** Adds lines; lines marked `counted` share a time and an id with earlier ones and are counted up in `repeats`. */
export async function insertLogLines(sql: Sql, lines: readonly LogLine[]): Promise<void> {
  const single = lines.filter((line) => !line.counted);
  const counted = sumUp(lines.filter((line) => line.counted));
  await Promise.all([
    single.length > 0 && sql.unsafe(INSERT, [toJson(single)], { prepare: true }),
    counted.length > 0 &&
      sql.unsafe(`${INSERT} order by x.workspace_id, x.at, x.id ${COUNT_UP}`, [toJson(counted)], { prepare: true }),
  ]);
}

/** A line in the order of the log. */
export interface LinePosition {
  at: string;
  id: string;
}

/** The workspaces with more lines than `most`, and how many lines they have too many. */
export async function countLinesOver(sql: Sql, most: number): Promise<{ workspaceId: string; over: number }[]> {
  return sql<{ workspaceId: string; over: number }[]>`
    select workspace_id as "workspaceId", (count(*) - ${most}::bigint)::integer as over from identify_log
    group by workspace_id having count(*) > ${most}::bigint`;
}

/** Deletes the oldest lines after a position, either refusals, real and would-be, or all others. */
export async function deleteOldestLines(
  sql: Sql,
  workspaceId: string,
  { refusals, after, limit }: { refusals: boolean; after: LinePosition | null; limit: number },
): Promise<{ lines: number; last: LinePosition | null }> {
  const gone = await sql<LinePosition[]>`
    with oldest as (
      select at, id from identify_log
      where workspace_id = ${workspaceId} and (result in ('refused', 'would_refuse')) = ${refusals}
        ${after ? sql`and (at, id) > (${after.at}, ${after.id})` : sql``}
      order by at, id limit ${limit}),
    gone as (
      delete from identify_log l using oldest
      where l.workspace_id = ${workspaceId} and l.at = oldest.at and l.id = oldest.id
      returning l.at, l.id)
    select at, id from gone order by at, id`;
  return { lines: gone.length, last: gone.at(-1) ?? null };
}

/** Deletes up to `limit` of the oldest lines from before an instant; answers how many. */
export async function deleteLinesBefore(sql: Sql, workspaceId: string, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from identify_log where (workspace_id, at, id) in (
      select workspace_id, at, id from identify_log
      where workspace_id = ${workspaceId} and at < ${before.toISOString()} order by at, id limit ${limit})`;
  return gone.count;
}

/** A statement may meet each row once only. */
function sumUp(lines: readonly LogLine[]): LogLine[] {
  const rows = new Map<string, LogLine>();
  for (const line of lines) {
    const key = `${line.workspaceId} ${line.at.getTime()} ${line.id}`;
    const first = rows.get(key);
    rows.set(key, first ? { ...first, repeats: first.repeats + line.repeats } : line);
  }
  return [...rows.values()];
}

function toJson(lines: readonly LogLine[]): string {
  return JSON.stringify(
    lines.map((line) => ({
      workspace_id: line.workspaceId,
      at: line.at,
      id: line.id,
      contact_id: line.contactId,
      company_id: line.companyId,
      external_id: line.externalId?.slice(0, 255) ?? null,
      source: line.source,
      level: line.level,
      result: line.result,
      reason: line.reason,
      changed: line.changed,
      ignored: line.ignored.length > 0 ? line.ignored : null,
      sdk: line.sdk,
      key_id: line.keyId,
      request_id: line.requestId,
      repeats: line.repeats,
      // Most lines have none, and a key that is absent costs nothing.
      ...(line.tokenUser && { token_user: line.tokenUser.slice(0, 255) }),
    })),
  );
}
