import type { Sql } from '../db/database.ts';

export interface FiguresRow {
  calls: number;
  verifiedCalls: number;
  wouldRefuseCalls: number;
  refusedCalls: number;
  people: number;
  verifiedPeople: number;
  affectedPeople: number;
  reasons: { reason: string; calls: number; people: number }[];
  affected: {
    contactId: string;
    userId: string | null;
    name: string | null;
    email: string | null;
    reason: string;
    calls: number;
    lastAt: string;
  }[];
}

/**
 * What the identify log since `from` says of contacts that exist. In `report` a call leaves a `would_refuse` line beside
 * its own, in `off` only its own, so each person's calls without proof are the greater of the two sums, never both.
 */
export async function readFigures(sql: Sql, workspaceId: string, from: Date, affected: number): Promise<FiguresRow> {
  const [row] = await sql<FiguresRow[]>`
    with named as materialized (
      select contact_id, external_id, at, repeats, level, result in ('refused', 'would_refuse') as stopped,
             result = 'refused' as refused, coalesce(reason, 'no_token') as reason
      from identify_log
      where workspace_id = ${workspaceId} and at >= ${from.toISOString()} and source in ('browser', 'server')
        and level <> 'anonymous'
    ), lines as materialized (
      select n.contact_id, n.at, n.repeats, n.level, n.stopped, n.refused, n.reason from named n
      where n.contact_id is not null
      union all
      select c.id, n.at, n.repeats, n.level, n.stopped, n.refused, n.reason from named n
      join contacts c on c.workspace_id = ${workspaceId} and c.external_id = n.external_id
      where n.contact_id is null
    ), counted as (
      select contact_id,
             coalesce(sum(repeats) filter (where level = 'verified' and not stopped), 0) as verified,
             coalesce(sum(repeats) filter (where refused), 0) as refused,
             coalesce(sum(repeats) filter (where stopped and not refused), 0) as noted,
             coalesce(sum(repeats) filter (where level = 'claimed' and not stopped), 0) as claimed,
             max(reason) filter (where stopped) as reason,
             max(at) filter (where level = 'claimed') as last_at
      from lines group by contact_id
    ), people as (
      select counted.*, greatest(noted, claimed) as unproved, greatest(claimed - noted, 0) as unnoted from counted
      join contacts c on c.workspace_id = ${workspaceId} and c.id = contact_id and c.merged_into is null
    ), reasons as (
      select reason, sum(repeats) as calls, count(distinct contact_id) as people from lines where stopped group by reason
      union all
      select 'no_token', sum(unnoted), count(*) from people where unnoted > 0 having count(*) > 0
    )
    select
      coalesce(sum(verified + refused + unproved), 0)::double precision as calls,
      coalesce(sum(verified), 0)::double precision as "verifiedCalls",
      coalesce(sum(unproved), 0)::double precision as "wouldRefuseCalls",
      coalesce(sum(refused), 0)::double precision as "refusedCalls",
      count(*)::integer as people,
      count(*) filter (where verified > 0)::integer as "verifiedPeople",
      count(*) filter (where unproved + refused > 0)::integer as "affectedPeople",
      (select coalesce(json_agg(json_build_object('reason', reason, 'calls', calls, 'people', people) order by calls desc), '[]')
       from (select reason, sum(calls) as calls, sum(people) as people from reasons group by reason) r) as reasons,
      (select coalesce(json_agg(json_build_object('contactId', c.id, 'userId', c.external_id, 'name', c.name, 'email', c.email,
              'reason', coalesce(a.reason, 'no_token'),
              'calls', unproved + refused,
              'lastAt', to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'))
              order by unproved + refused desc, c.id), '[]')
       from (select * from people where unproved + refused > 0
             order by unproved + refused desc, contact_id limit ${affected}) a
       join contacts c on c.workspace_id = ${workspaceId} and c.id = a.contact_id) as affected
    from people`;
  return row!;
}
