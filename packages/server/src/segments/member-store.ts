import type { Sql } from '../db/database.ts';
import type { Flip } from './segment.ts';

/** A contact of a segment, or one that is looked at again at a time. */
export interface Wakeup {
  workspaceId: string;
  contactId: string;
  segmentId: string;
  /** Epoch milliseconds; null: the clock alone changes nothing. */
  dueAt: number | null;
}

/** Which of these segments each of these contacts belongs to. */
export async function readMemberships(
  sql: Sql,
  workspaceId: string,
  contactIds: readonly string[],
  segmentIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await sql.unsafe<{ contactId: string; segmentIds: string[] }[]>(
    `select contact_id as "contactId", array_agg(segment_id::text) as "segmentIds" from segment_members
     where workspace_id = $1 and contact_id = any($2::text::uuid[]) and segment_id = any($3::text::uuid[])
     group by contact_id`,
    [workspaceId, list(contactIds), list(segmentIds)],
    { prepare: true },
  );
  return new Map(rows.map((row) => [row.contactId, new Set(row.segmentIds)]));
}

/** When these contacts are looked at again, by `<contact> <segment>`; epoch milliseconds. */
export async function readWakeups(
  sql: Sql,
  workspaceId: string,
  contactIds: readonly string[],
  segmentIds: readonly string[],
): Promise<Map<string, number>> {
  if (segmentIds.length === 0) return new Map();
  const rows = await sql.unsafe<{ name: string; dueAt: number }[]>(
    `select contact_id || ' ' || segment_id as name, extract(epoch from due_at)::double precision * 1000 as "dueAt"
     from segment_wakeups
     where workspace_id = $1 and contact_id = any($2::text::uuid[]) and segment_id = any($3::text::uuid[])`,
    [workspaceId, list(contactIds), list(segmentIds)],
    { prepare: true },
  );
  return new Map(rows.map(({ name, dueAt }) => [name, Math.round(dueAt)]));
}

/** Writes who came and who went. */
export async function saveFlips(sql: Sql, flips: readonly Flip[], at: Date): Promise<void> {
  const rows = (entered: boolean) =>
    JSON.stringify(
      flips.flatMap((flip) =>
        flip.entered === entered
          ? [{ workspace_id: flip.workspaceId, contact_id: flip.contactId, segment_id: flip.segmentId }]
          : [],
      ),
    );
  await Promise.all([
    flips.some((flip) => flip.entered) &&
      sql.unsafe(
        `insert into segment_members (workspace_id, contact_id, segment_id, since)
         select x.workspace_id, x.contact_id, x.segment_id, $2::text::timestamptz
         from json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, segment_id uuid)
         order by 1, 2, 3 on conflict do nothing`,
        [rows(true), at.toISOString()],
        { prepare: true },
      ),
    flips.some((flip) => !flip.entered) &&
      sql.unsafe(
        `delete from segment_members m
         using json_to_recordset($1::text::json) as x(workspace_id uuid, contact_id uuid, segment_id uuid)
         where m.workspace_id = x.workspace_id and m.contact_id = x.contact_id and m.segment_id = x.segment_id`,
        [rows(false)],
        { prepare: true },
      ),
  ]);
}

/** Writes when contacts are looked at again. */
export async function saveWakeups(sql: Sql, wakeups: readonly Wakeup[]): Promise<void> {
  if (wakeups.length === 0) return;
  const rows = wakeups.map((wakeup) => ({
    workspace_id: wakeup.workspaceId,
    contact_id: wakeup.contactId,
    segment_id: wakeup.segmentId,
    due_at: wakeup.dueAt === null ? null : new Date(wakeup.dueAt).toISOString(),
  }));
  await sql.unsafe(
    `with x as (
       select * from json_to_recordset($1::text::json)
         as r(workspace_id uuid, contact_id uuid, segment_id uuid, due_at timestamptz)),
     gone as (
       delete from segment_wakeups w using x
       where x.due_at is null and w.workspace_id = x.workspace_id and w.contact_id = x.contact_id
         and w.segment_id = x.segment_id)
     insert into segment_wakeups (workspace_id, contact_id, segment_id, due_at)
     select workspace_id, contact_id, segment_id, due_at from x where due_at is not null
     on conflict (workspace_id, contact_id, segment_id) do update set due_at = excluded.due_at`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}

/** Contacts that are due to be looked at, longest due first. */
export async function dueWakeups(sql: Sql, now: Date, limit: number): Promise<Omit<Wakeup, 'dueAt'>[]> {
  return sql<Omit<Wakeup, 'dueAt'>[]>`
    select workspace_id as "workspaceId", contact_id as "contactId", segment_id as "segmentId" from segment_wakeups
    where due_at <= ${now.toISOString()} order by due_at limit ${limit}`;
}

/** Removes some of a segment's members, and of its wakeups; how many of both went. */
export async function removeSome(sql: Sql, workspaceId: string, segmentId: string, limit: number): Promise<number> {
  const gone = await sql`
    delete from segment_members where ctid in (
      select ctid from segment_members where workspace_id = ${workspaceId} and segment_id = ${segmentId} limit ${limit})`;
  const asleep = await sql`
    delete from segment_wakeups where ctid in (
      select ctid from segment_wakeups where workspace_id = ${workspaceId} and segment_id = ${segmentId} limit ${limit})`;
  return gone.count + asleep.count;
}

/** How many belong to each segment of a workspace. */
export async function countMembers(sql: Sql, workspaceId: string): Promise<Map<string, number>> {
  const rows = await sql<{ segmentId: string; count: number }[]>`
    select segment_id as "segmentId", count(*)::int as count from segment_members
    where workspace_id = ${workspaceId} group by segment_id`;
  return new Map(rows.map(({ segmentId, count }) => [segmentId, count]));
}

/** The segments a contact belongs to. */
export async function segmentsOfContact(
  sql: Sql,
  workspaceId: string,
  contactId: string,
): Promise<{ id: string; name: string; since: string }[]> {
  return sql<{ id: string; name: string; since: string }[]>`
    select s.id, s.name, m.since from segment_members m
    join segments s on s.workspace_id = m.workspace_id and s.id = m.segment_id
    where m.workspace_id = ${workspaceId} and m.contact_id = ${contactId} order by lower(s.name)`;
}

/** Removes what is kept of contacts that are no more. */
export async function forgetContacts(sql: Sql, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  await sql`
    delete from segment_members where workspace_id = ${workspaceId} and contact_id = any(${list(contactIds)}::text::uuid[])`;
  await sql`
    delete from segment_wakeups where workspace_id = ${workspaceId} and contact_id = any(${list(contactIds)}::text::uuid[])`;
}

function list(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}
