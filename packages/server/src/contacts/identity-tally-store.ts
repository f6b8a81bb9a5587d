import type { Fragment } from 'postgres';
import type { Sql } from '../db/database.ts';

/** Which lines of the identify log are counted: from an instant on, up to another, of one workspace or of all. */
export interface TalliedSpan {
  workspaceId?: string;
  /** Of these user ids only. */
  userIds?: string[];
  from: Fragment;
  before?: Fragment;
}

/**
 * The identify log by contact and hour, for contacts that exist: `workspace_id, contact_id, hour, kind, reason, calls,
 * last_at`. In `report` a call leaves a `would_refuse` line beside its own, in `off` only its own, so the calls without
 * proof of a contact in an hour are the greater of the two sums, never both.
 */
export function tallied(sql: Sql, { workspaceId, userIds, from, before }: TalliedSpan) {
  return sql`(
    with named as materialized (
      select workspace_id, contact_id, external_id, date_trunc('hour', at) as hour, at, repeats,
             case when result in ('refused', 'would_refuse') then result else level end as kind,
             case when result in ('refused', 'would_refuse') then coalesce(reason, 'no_token')
                  when level = 'claimed' then 'no_token' else '' end as reason
      from identify_log
      where at >= ${from} ${before ? sql`and at < ${before}` : sql``}
        ${workspaceId === undefined ? sql`` : sql`and workspace_id = ${workspaceId}`}
        ${userIds === undefined ? sql`` : sql`and external_id = any(${userIds})`}
        and source in ('browser', 'server') and level <> 'anonymous'
    ), lines as (
      select workspace_id, contact_id, hour, at, repeats, kind, reason from named where contact_id is not null
      union all
      select n.workspace_id, coalesce(c.merged_into, c.id), n.hour, n.at, n.repeats, n.kind, n.reason
      from named n join contacts c on c.workspace_id = n.workspace_id and c.external_id = n.external_id
      where n.contact_id is null
    ), summed as (
      select workspace_id, contact_id, hour, kind, reason, sum(repeats) as calls, max(at) as last_at
      from lines group by 1, 2, 3, 4, 5
    ), judged as (
      select *, coalesce(sum(calls) filter (where kind = 'would_refuse')
                         over (partition by workspace_id, contact_id, hour), 0) as noted
      from summed
    )
    select workspace_id, contact_id, hour, case kind when 'claimed' then 'would_refuse' else kind end as kind, reason,
           sum(case kind when 'claimed' then calls - noted else calls end) as calls, max(last_at) as last_at
    from judged where kind <> 'claimed' or calls > noted
    group by 1, 2, 3, 4, 5
  )`;
}

/**
 * Puts the next hour of the log into the tallies when it ended by `endedBy`; false when none did. To be run in a
 * transaction: the mark is locked, so processes take turns.
 */
export async function tallyNextHour(sql: Sql, endedBy: Date, keptSince: Date): Promise<boolean> {
  const [mark] = await sql<{ until: string }[]>`
    update identity_tally_mark set until = greatest(until, date_trunc('hour', ${keptSince.toISOString()}::timestamptz))
    returning until`;
  const from = new Date(mark!.until);
  const to = new Date(from.getTime() + 3_600_000);
  if (to > endedBy) return false;
  await sql`
    with hour as materialized (
      select * from ${tallied(sql, { from: sql`${from.toISOString()}::timestamptz`, before: sql`${to.toISOString()}::timestamptz` })} t
    ), calls as (
      insert into identity_hours (workspace_id, hour, kind, reason, calls)
      select workspace_id, hour, kind, reason, sum(calls) from hour group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (workspace_id, hour, kind, reason) do update set calls = excluded.calls
    ), people as (
      insert into identity_standings (workspace_id, contact_id, kind, reason, last_at)
      select workspace_id, contact_id, kind, reason, last_at from hour order by 1, 2, 3, 4
      on conflict (workspace_id, contact_id, kind, reason)
        do update set last_at = greatest(identity_standings.last_at, excluded.last_at)
    )
    update identity_tally_mark set until = ${to.toISOString()}`;
  return true;
}

export async function forgetTallies(sql: Sql, before: Date): Promise<void> {
  await Promise.all([
    sql`delete from identity_hours where hour < ${before.toISOString()}`,
    sql`delete from identity_standings where last_at < ${before.toISOString()}`,
  ]);
}
