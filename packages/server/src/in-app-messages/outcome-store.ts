import type { Sql } from '../db/database.ts';
import type { News } from '../topics.ts';

export type Outcome = 'shown' | 'clicked' | 'dismissed';

/** Who something happened to, and in which browser. */
export interface Witness {
  workspaceId: string;
  /** A contact, or the session of a visitor. */
  personId: string;
  /** The merged contact they are proven to be instead, else the same. */
  originId: string;
  sessionId: string;
}

export interface OutcomeRow {
  personId: string;
  shownAt: string;
  clickedAt: string | null;
  dismissedAt: string | null;
}

/** Of some messages those that are over for a person: clicked, dismissed, or shown in another browser. */
export async function listOver(
  sql: Sql,
  { workspaceId, personId, sessionId }: Pick<Witness, 'workspaceId' | 'personId' | 'sessionId'>,
  messageIds: readonly string[],
): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select message_id as id from in_app_outcomes
    where workspace_id = ${workspaceId} and person_id = ${personId} and message_id = any(${[...messageIds]}::uuid[])
      and (clicked_at is not null or dismissed_at is not null or session_id <> ${sessionId})`;
  return new Set(rows.map(({ id }) => id));
}

/** Whether a message was shown to a person before, in any browser. */
export async function wasShown(
  sql: Sql,
  { workspaceId, personId }: Pick<Witness, 'workspaceId' | 'personId'>,
  messageId: string,
): Promise<boolean> {
  const rows = await sql`
    select from in_app_outcomes
    where workspace_id = ${workspaceId} and person_id = ${personId} and message_id = ${messageId} limit 1`;
  return rows.length > 0;
}

/** Notes that a message was shown, clicked or dismissed; the first time counts. Nothing where the session was erased meanwhile. */
export async function noteOutcome(
  sql: Sql,
  { workspaceId, personId, originId, sessionId }: Witness,
  messageId: string,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const clickedAt = outcome === 'clicked' ? at : null;
  const dismissedAt = outcome === 'dismissed' ? at : null;
  await sql`
    insert into in_app_outcomes as o (workspace_id, message_id, origin_id, person_id, session_id, shown_at, clicked_at,
      dismissed_at)
    select ${workspaceId}, ${messageId}, ${originId}, ${personId}, ${sessionId}, ${at}::timestamptz,
      ${clickedAt}::timestamptz, ${dismissedAt}::timestamptz
    where exists (select from sessions where workspace_id = ${workspaceId} and id = ${sessionId} and ended_at is null for share)
    on conflict (workspace_id, message_id, origin_id) do update set
      clicked_at = coalesce(o.clicked_at, excluded.clicked_at),
      dismissed_at = coalesce(o.dismissed_at, excluded.dismissed_at)`;
}

/** What became of a message after a place in the list, the latest first; people who were merged appear once. */
export async function listOutcomes(
  sql: Sql,
  { workspaceId, messageId }: { workspaceId: string; messageId: string },
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<OutcomeRow[]> {
  return sql<OutcomeRow[]>`
    select person_id as "personId", min(shown_at) as "shownAt", min(clicked_at) as "clickedAt",
      min(dismissed_at) as "dismissedAt"
    from in_app_outcomes where workspace_id = ${workspaceId} and message_id = ${messageId}
    group by person_id
    having ${after?.at ?? null}::text is null
      or (min(shown_at), person_id) < (${after?.at ?? null}::text::timestamptz, ${after?.id ?? null}::text::uuid)
    order by min(shown_at) desc, person_id desc limit ${limit}`;
}

/** Deletes what sessions noted for themselves, and answers what it was. */
export async function deleteVisitorOutcomes(
  sql: Sql,
  workspaceId: string,
  sessionIds: readonly string[],
): Promise<{ messageId: string; clicked: boolean; dismissed: boolean }[]> {
  return sql<{ messageId: string; clicked: boolean; dismissed: boolean }[]>`
    delete from in_app_outcomes
    where workspace_id = ${workspaceId} and person_id = any(${[...sessionIds]}::uuid[])
    returning message_id as "messageId", clicked_at is not null as clicked, dismissed_at is not null as dismissed`;
}

/** Who turned out to be whom: what a session noted for these becomes that person's. */
export interface Carried {
  workspaceId: string;
  sessionId: string | null;
  from: readonly string[];
  personId: string;
  originId: string;
  /** Nothing but the call's own word says so: then nothing is given to somebody proven since `provenSince` (safety R3). */
  claimed: boolean;
}

/** Gives what was noted for a visitor, or for a lead, to the person they are; where both had it, the earlier counts. */
export async function carryOutcomes(sql: Sql, list: readonly Carried[], provenSince: Date): Promise<void> {
  await sql`
    with due as (
      delete from in_app_outcomes o
      using json_to_recordset(${JSON.stringify(list)}::text::json)
        as c("workspaceId" uuid, "sessionId" uuid, "from" uuid[], "personId" uuid, "originId" uuid, claimed boolean)
      where o.workspace_id = c."workspaceId" and o.person_id = any(c."from") and o.origin_id <> c."originId"
        and (c."sessionId" is null or o.session_id = c."sessionId")
        and not (c.claimed and exists (
          select from contacts p where p.workspace_id = o.workspace_id and p.id = c."personId"
            and p.token_proven_at > ${provenSince.toISOString()}))
      returning o.*, c."personId", c."originId")
    insert into in_app_outcomes as o (workspace_id, message_id, origin_id, person_id, session_id, shown_at, clicked_at,
      dismissed_at)
    select distinct on (workspace_id, message_id, "originId") workspace_id, message_id, "originId", "personId", session_id,
      shown_at, clicked_at, dismissed_at
    from due order by workspace_id, message_id, "originId", shown_at
    on conflict (workspace_id, message_id, origin_id) do update set
      shown_at = least(o.shown_at, excluded.shown_at),
      clicked_at = coalesce(o.clicked_at, excluded.clicked_at),
      dismissed_at = coalesce(o.dismissed_at, excluded.dismissed_at)`;
}

/** Hangs what happened to losers on winners. */
export async function moveOutcomes(sql: Sql, list: News['contactsMerged']): Promise<void> {
  await sql`
    update in_app_outcomes o set person_id = m."winnerId"
    from json_to_recordset(${JSON.stringify(list)}::text::json)
      as m("workspaceId" uuid, "winnerId" uuid, "loserId" uuid)
    where o.workspace_id = m."workspaceId" and o.person_id = m."loserId"`;
}

/** Hangs what happened under the loser's ids, before the merge and since, back on the loser. */
export async function giveBackOutcomes(sql: Sql, list: News['contactsUnmerged']): Promise<void> {
  await sql`
    update in_app_outcomes o set person_id = u."loserId"
    from json_to_recordset(${JSON.stringify(list)}::text::json)
      as u("workspaceId" uuid, "winnerId" uuid, "loserId" uuid, holders uuid[])
    where o.workspace_id = u."workspaceId" and o.person_id = u."winnerId" and o.origin_id = any(u.holders)`;
}

export async function deleteOutcomes(
  sql: Sql,
  { workspaceId, contactIds, sessionIds }: News['contactsErased'][number],
): Promise<void> {
  await sql`
    delete from in_app_outcomes
    where workspace_id = ${workspaceId}
      and (person_id = any(${[...contactIds]}::uuid[]) or origin_id = any(${[...contactIds]}::uuid[])
        or session_id = any(${[...sessionIds]}::uuid[]))`;
}
