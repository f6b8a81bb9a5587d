import type { Sql } from '../db/database.ts';
import { JUMP } from './refusal-jump.ts';

export interface RefusedWindow {
  workspaceId: string;
  people: number;
  usually: number;
  reasons: { reason: string; people: number }[];
}

/** Who was refused in the newest window, per workspace in `enforce` with at least `JUMP.people` of them. */
export async function readRefusedWindows(sql: Sql, now: Date): Promise<RefusedWindow[]> {
  const minutes = JUMP.windowMinutes * (JUMP.baselineWindows + 1);
  const at = now.toISOString();
  return sql<RefusedWindow[]>`
    with refused as (
      select l.workspace_id, c.id as contact_id, l.reason, l.at,
             floor(extract(epoch from ${at}::timestamptz - l.at) / ${JUMP.windowMinutes * 60}) as back
      from identify_log l
      join workspaces w on w.id = l.workspace_id and w.identity_mode = 'enforce'
      join contacts c on c.workspace_id = l.workspace_id and c.external_id = l.external_id
      where l.result = 'refused' and l.reason <> 'signed_out' and l.source in ('browser', 'server')
        and l.at > ${at}::timestamptz - make_interval(mins => ${minutes}) and l.at <= ${at}
        and l.at > c.token_proven_at
        and c.token_proven_at > ${at}::timestamptz - make_interval(days => ${JUMP.provenDays})
    ), people as (
      select workspace_id, contact_id, back, (array_agg(reason order by at desc))[1] as reason
      from refused group by 1, 2, 3
    )
    select workspace_id as "workspaceId",
           count(*) filter (where back = 0)::integer as people,
           (count(*) filter (where back > 0))::double precision / ${JUMP.baselineWindows} as usually,
           (select json_agg(r order by r.people desc, r.reason) from (
              select reason, count(*) as people from people inner_people
              where inner_people.workspace_id = people.workspace_id and back = 0 group by reason
            ) r) as reasons
    from people group by workspace_id
    having count(*) filter (where back = 0) >= ${JUMP.people}`;
}

/** How many contacts of a workspace were seen since. */
export async function countHeard(sql: Sql, workspaceId: string, since: Date): Promise<number> {
  const [row] = await sql<{ heard: number }[]>`
    select count(*)::integer as heard from contacts
    where workspace_id = ${workspaceId} and seen_day >= (${since.toISOString()}::timestamptz at time zone 'UTC')::date
      and last_seen >= ${since.toISOString()}`;
  return row!.heard;
}
