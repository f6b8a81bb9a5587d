import type { Sql } from '../db/database.ts';
import { idAt } from '../db/new-id.ts';

/** Sessions are due that ended before `ended`, or were last used before: by somebody known, or by a visitor. */
export interface SilentSince {
  workspaceId: string;
  known: Date;
  visitors: Date;
}

const due = (sql: Sql, since: SilentSince) => sql`
  case
    when ended_at is not null then ended_at < ${since.known.toISOString()}
    when contact_id is null and claimed_external_id is null then last_seen < ${since.visitors.toISOString()}
    else last_seen < ${since.known.toISOString()}
  end`;

/** The next sessions by age after an id, with whether they are due; none is missed that is old enough. */
export async function listOldSessions(
  sql: Sql,
  since: SilentSince,
  after: string,
  limit: number,
): Promise<{ id: string; due: boolean }[]> {
  const newest = new Date(Math.max(since.known.getTime(), since.visitors.getTime()));
  return sql<{ id: string; due: boolean }[]>`
    select id, ${due(sql, since)} as due from sessions
    where workspace_id = ${since.workspaceId} and id > ${after} and id < ${idAt(newest)}
    order by id limit ${limit}`;
}

/**
 * Deletes those of the sessions that are due still and that nobody is about to use. One that did not end stays for ever
 * once something was said in it.
 */
export async function deleteSilentSessions(sql: Sql, since: SilentSince, ids: readonly string[]): Promise<string[]> {
  const gone = await sql<{ id: string }[]>`
    with silent as (
      select id, ended_at from sessions
      where workspace_id = ${since.workspaceId} and id = any(${[...ids]}::uuid[]) and ${due(sql, since)}
      order by id for update skip locked)
    delete from sessions s using silent
    where s.workspace_id = ${since.workspaceId} and s.id = silent.id
      and (silent.ended_at is not null or not exists (
        select from conversations c where c.workspace_id = ${since.workspaceId} and c.session_id = silent.id))
    returning s.id`;
  return gone.map(({ id }) => id);
}
