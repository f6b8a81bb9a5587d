import type { Sql } from '../db/database.ts';
import { tallied } from './identity-tally-store.ts';

export interface FiguresRow {
  people: number;
  verifiedPeople: number;
  affectedPeople: number;
  reasons: { reason: string; people: number }[];
  days: { day: string; kind: 'verified' | 'would_refuse' | 'refused'; reason: string; calls: number }[];
}

/** What is not in the tallies yet, from the log. */
const tail = (sql: Sql, workspaceId: string, from: Date, userIds?: string[]) =>
  tallied(sql, {
    workspaceId,
    from: sql`greatest(${from.toISOString()}::timestamptz, (select until from identity_tally_mark))`,
    ...(userIds && { userIds }),
  });

/** When the day began, in a zone, that is `days` before the one of `now`. */
export async function startOfDay(sql: Sql, now: Date, days: number, zone: string): Promise<Date> {
  const [row] = await sql<{ at: string }[]>`
    select (date_trunc('day', ${now.toISOString()}::timestamptz at time zone ${zone}) - make_interval(days => ${days}))
           at time zone ${zone} as at`;
  return new Date(row!.at);
}

/** What the calls since `from` say of contacts that exist: tallies of the hours that are over, the log for the rest. */
export async function readFigures(sql: Sql, workspaceId: string, from: Date, zone: string): Promise<FiguresRow> {
  const [row] = await sql<FiguresRow[]>`
    with tail as materialized (select * from ${tail(sql, workspaceId, from)} t),
    stood as (
      select contact_id, kind, reason from identity_standings
      where workspace_id = ${workspaceId} and last_at >= ${from.toISOString()}
      union
      select contact_id, kind, reason from tail
    ), living as materialized (
      select s.* from stood s
      join contacts c on c.workspace_id = ${workspaceId} and c.id = s.contact_id and c.merged_into is null
    ), people as (
      select contact_id, bool_or(kind = 'verified') as proven, bool_or(kind <> 'verified') as affected
      from living group by contact_id
    ), counted as (
      select hour, kind, reason, calls from identity_hours
      where workspace_id = ${workspaceId} and hour >= ${from.toISOString()}
      union all
      select hour, kind, reason, calls from tail
    ), days as (
      select to_char(hour at time zone ${zone}, 'YYYY-MM-DD') as day, kind, reason, sum(calls) as calls
      from counted group by 1, 2, 3
    )
    select count(*)::integer as people, count(*) filter (where proven)::integer as "verifiedPeople",
           count(*) filter (where affected)::integer as "affectedPeople",
           (select coalesce(json_agg(r), '[]') from (
              select reason, count(distinct contact_id) as people from living where kind <> 'verified' group by reason
            ) r) as reasons,
           (select coalesce(json_agg(d order by day), '[]') from days d) as days
    from people`;
  return row!;
}

export interface AffectedRow {
  contactId: string;
  userId: string | null;
  name: string | null;
  email: string | null;
  reason: string;
  lastAt: string;
}

/** Contacts with calls since `from` that were or would be refused, the latest first. */
export async function listAffected(
  sql: Sql,
  workspaceId: string,
  from: Date,
  { reason, after, limit }: { reason?: string | undefined; after: { at: string; id: string } | null; limit: number },
): Promise<AffectedRow[]> {
  return sql<AffectedRow[]>`
    with stood as (
      select contact_id, reason, last_at from identity_standings
      where workspace_id = ${workspaceId} and kind <> 'verified' and last_at >= ${from.toISOString()}
      union all
      select contact_id, reason, last_at from ${tail(sql, workspaceId, from)} t where kind <> 'verified'
    ), latest as (
      select distinct on (contact_id) contact_id, reason, last_at from stood
      ${reason === undefined ? sql`` : sql`where reason = ${reason}`}
      order by contact_id, last_at desc, reason
    )
    select c.id as "contactId", c.external_id as "userId", c.name, c.email, l.reason, l.last_at as "lastAt"
    from latest l join contacts c on c.workspace_id = ${workspaceId} and c.id = l.contact_id and c.merged_into is null
    ${after ? sql`where (l.last_at, c.id) < (${after.at}, ${after.id})` : sql``}
    order by l.last_at desc, c.id desc limit ${limit}`;
}

/** How many calls of each contact since `from` were or would be refused, by the log. */
export async function countStopped(
  sql: Sql,
  workspaceId: string,
  userIds: string[],
  from: Date,
): Promise<Map<string, number>> {
  const span = { workspaceId, userIds, from: sql`${from.toISOString()}::timestamptz` };
  const rows = await sql<{ contactId: string; calls: number }[]>`
    select contact_id as "contactId", sum(calls)::double precision as calls from ${tallied(sql, span)} t
    where kind <> 'verified' group by contact_id`;
  return new Map(rows.map(({ contactId, calls }) => [contactId, calls]));
}
