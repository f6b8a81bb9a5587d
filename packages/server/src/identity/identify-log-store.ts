import type { Sql } from '../db/database.ts';
import type { LogLine } from './identify-log.ts';

/** Writes lines with one statement. Lines that share workspace, time and id are counted up in `repeats`. */
export async function insertLogLines(sql: Sql, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = new Map<string, LogLine>();
  for (const line of lines) {
    const key = `${line.workspaceId} ${line.at.getTime()} ${line.id}`;
    const first = rows.get(key);
    rows.set(key, first ? { ...first, repeats: first.repeats + line.repeats } : line);
  }
  const json = JSON.stringify(
    [...rows.values()].map((line) => ({
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
    })),
  );
  await sql`
    insert into identify_log (workspace_id, at, id, contact_id, company_id, external_id, source, level, result, reason,
                              changed, ignored, sdk, key_id, request_id, repeats)
    select x.workspace_id, x.at, x.id, x.contact_id, x.company_id, x.external_id, x.source, x.level, x.result, x.reason,
           x.changed, x.ignored, x.sdk, x.key_id, x.request_id, x.repeats
    from json_to_recordset(${json}::text::json) as x(
      workspace_id uuid, at timestamptz, id uuid, contact_id uuid, company_id uuid, external_id text, source text,
      level text, result text, reason text, changed text[], ignored json, sdk text, key_id text, request_id text,
      repeats bigint)
    on conflict (workspace_id, at, id) do update set repeats = identify_log.repeats + excluded.repeats`;
}
