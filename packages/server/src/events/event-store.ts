import type { Sql } from '../db/database.ts';
import type { Event } from './event.ts';

/** Writes events, all with one statement. */
export async function insertEvents(sql: Sql, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    workspace_id: event.workspaceId,
    id: event.id,
    contact_id: event.contactId,
    session_id: event.sessionRowId,
    type: event.type,
    at: event.at,
    element_selector: event.elementSelector,
    page_url: event.pageUrl,
    metadata: event.metadata,
    trust: event.trust,
  }));
  await sql`
    insert into events (workspace_id, id, contact_id, session_id, type, at, element_selector, page_url, metadata, trust)
    select workspace_id, id, contact_id, session_id, type, at, element_selector, page_url, metadata, trust
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as x(workspace_id uuid, id uuid, contact_id uuid,
      session_id uuid, type text, at timestamptz, element_selector text, page_url text, metadata json, trust text)`;
}

export interface EventLine {
  id: string;
  type: string;
  at: string;
  pageUrl: string | null;
}

/** The newest events of a person and of one session, whichever are given. */
export async function newestEvents(
  sql: Sql,
  of: { workspaceId: string; contactId: string | null; sessionRowId: string | null },
  limit: number,
): Promise<EventLine[]> {
  const rows = await sql<{ id: string; type: string; at: string; page_url: string | null }[]>`
    select id, type, at, page_url from events
    where workspace_id = ${of.workspaceId}
      and (contact_id = ${of.contactId}::uuid or session_id = ${of.sessionRowId}::uuid)
    order by at desc, id desc limit ${limit}`;
  return rows.map(({ page_url: pageUrl, ...row }) => ({ ...row, pageUrl }));
}
