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
    with lines as materialized (
      select c.id as contact_id, c.external_id, c.name, c.email, l.at, l.repeats, l.level,
             l.result in ('refused', 'would_refuse') as stopped, l.result = 'refused' as refused,
             coalesce(l.reason, 'no_token') as reason
      from identify_log l
      join contacts c on c.workspace_id = l.workspace_id
        and (c.id = l.contact_id or (l.contact_id is null and c.external_id = l.external_id))
      where l.workspace_id = ${workspaceId} and l.at >= ${from.toISOString()} and l.source in ('browser', 'server')
        and l.level <> 'anonymous' and c.merged_into is null
    ), counted as (
      select contact_id, external_id, name, email,
             coalesce(sum(repeats) filter (where level = 'verified' and not stopped), 0) as verified,
             coalesce(sum(repeats) filter (where refused), 0) as refused,
             coalesce(sum(repeats) filter (where stopped and not refused), 0) as noted,
             coalesce(sum(repeats) filter (where level = 'claimed' and not stopped), 0) as claimed,
             (array_agg(reason order by at desc) filter (where stopped))[1] as reason,
             max(at) filter (where level = 'claimed') as last_at
      from lines group by contact_id, external_id, name, email
    ), people as (
      select *, greatest(noted, claimed) as unproved, greatest(claimed - noted, 0) as unnoted from counted
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
      (select coalesce(json_agg(json_build_object('contactId', contact_id, 'userId', external_id, 'name', name, 'email', email,
              'reason', coalesce(reason, 'no_token'), 'calls', unproved + refused,
              'lastAt', to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'))
              order by unproved + refused desc, contact_id), '[]')
       from (select * from people where unproved + refused > 0
             order by unproved + refused desc, contact_id limit ${affected}) a) as affected
    from people`;
  return row!;
}
