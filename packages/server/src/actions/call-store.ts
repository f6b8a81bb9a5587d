import type { CallOutcome } from '@halo/wire/dashboard/actions.ts';
import type { Sql } from '../db/database.ts';
import { idAt } from '../db/new-id.ts';
import type { News } from '../topics.ts';
import { type ActionCall, cutArguments } from './call.ts';

const SELECTED = `l.workspace_id as "workspaceId", l.id, l.action_id as "actionId", l.action_name as "actionName",
  l.action_version as "actionVersion", l.conversation_id as "conversationId", l.session_id as "sessionId",
  l.company_id as "companyId", l.tried_by as "triedBy", l.tried_as as "triedAs", l.prompt_id as "promptId", l.trust, l.arguments, l.outcome,
  l.reason, l.status, l.ms, l.once, l.expires_at as "expiresAt", l.created_at as "createdAt"`;

/**
 * Notes a call with its conversation, or with whom it is tried as. False when these were erased meanwhile, and when the
 * same request of the same question was noted before: then nothing may be sent.
 */
export async function insertCall(sql: Sql, call: ActionCall): Promise<boolean> {
  const made = await sql`
    insert into action_calls (workspace_id, id, action_id, action_name, action_version, conversation_id, session_id,
      company_id, tried_by, tried_as, prompt_id, trust, arguments, outcome, reason, status, ms, once, expires_at,
      created_at, updated_at)
    select ${call.workspaceId}, ${call.id}, ${call.actionId}, ${call.actionName}, ${call.actionVersion},
      ${call.conversationId}::uuid, ${call.sessionId}::uuid, ${call.companyId}::uuid, ${call.triedBy},
      ${call.triedAs}::uuid, ${call.promptId}::uuid, ${call.trust}, ${JSON.stringify(call.arguments)}::text::json,
      ${call.outcome}, ${call.reason}, ${call.status}::int, ${call.ms}::int, ${call.once}, ${call.expiresAt}::timestamptz, ${call.createdAt},
      ${call.createdAt}
    where (${call.conversationId}::uuid is null or exists (
        select from conversations c
        where c.workspace_id = ${call.workspaceId} and c.id = ${call.conversationId}::uuid for key share))
      and (${call.triedAs}::uuid is null or exists (
        select from contacts k
        where k.workspace_id = ${call.workspaceId} and k.id = ${call.triedAs}::uuid for key share))
    on conflict (workspace_id, once) where once is not null do nothing`;
  return made.count > 0;
}

/** How a call moved on; only from where it is thought to be, so that of several at once one has done it. */
export async function moveCall(
  sql: Sql,
  { workspaceId, id }: Pick<ActionCall, 'workspaceId' | 'id'>,
  from: CallOutcome,
  to: {
    outcome: CallOutcome;
    reason?: string | null;
    status?: number | null;
    ms?: number | null;
    result?: string | null;
  },
  at: Date,
  kept?: ActionCall['arguments'],
): Promise<boolean> {
  const moved = await sql`
    update action_calls set outcome = ${to.outcome}, reason = ${to.reason ?? null}, status = ${to.status ?? null}::int,
      ms = ${to.ms ?? null}::int, result = ${to.result ?? null}, updated_at = ${at.toISOString()},
      arguments = coalesce(${kept ? JSON.stringify(cutArguments(kept)) : null}::text::json, arguments)
    where workspace_id = ${workspaceId} and id = ${id} and outcome = ${from}`;
  return moved.count > 0;
}

/** A call that somebody in this session was asked about. */
export async function findAskedCall(
  sql: Sql,
  named: { workspaceId: string; id: string; conversationId: string; sessionId: string },
): Promise<ActionCall | null> {
  const [row] = await sql.unsafe<ActionCall[]>(
    `select ${SELECTED} from action_calls l
     where l.workspace_id = $1 and l.id = $2 and l.conversation_id = $3 and l.session_id = $4
       and l.expires_at is not null`,
    [named.workspaceId, named.id, named.conversationId, named.sessionId],
    { prepare: true },
  );
  return row ?? null;
}

/** The contact whose conversation it was, or whom it was tried as, as the log names them. */
export interface CallWithPerson extends ActionCall {
  contactId: string | null;
  contactName: string | null;
  contactEmail: string | null;
}

/** The newest calls of an action. */
export async function listCalls(
  sql: Sql,
  workspaceId: string,
  actionId: string,
  limit: number,
): Promise<CallWithPerson[]> {
  return sql.unsafe<CallWithPerson[]>(
    `select ${SELECTED}, k.id as "contactId", k.name as "contactName", k.email as "contactEmail"
     from action_calls l
     left join conversations c on c.workspace_id = l.workspace_id and c.id = l.conversation_id
     left join contacts t on t.workspace_id = l.workspace_id and t.id = l.tried_as
     left join contacts k on k.workspace_id = l.workspace_id
       and k.id = coalesce(c.contact_id, t.merged_into, t.id)
     where l.workspace_id = $1 and l.action_id = $2 order by l.id desc limit $3`,
    [workspaceId, actionId, limit],
    { prepare: true },
  );
}

/** Calls that are waiting for a click that came too late, and sent ones whose server is gone. */
export async function listStaleCalls(sql: Sql, now: Date, lostBefore: Date, limit: number): Promise<ActionCall[]> {
  return sql.unsafe<ActionCall[]>(
    `select ${SELECTED} from action_calls l
     where (l.outcome = 'waiting' and l.expires_at < $1) or (l.outcome = 'running' and l.updated_at < $2)
     order by l.updated_at limit $3`,
    [now.toISOString(), lostBefore.toISOString(), limit],
    { prepare: true },
  );
}

/** Deletes what was called for the people who are erased. */
export async function deleteCalls(sql: Sql, list: News['contactsErased']): Promise<void> {
  await sql`
    delete from action_calls l
    using json_to_recordset(${JSON.stringify(list)}::text::json) as e("workspaceId" uuid, "conversationIds" uuid[],
      "contactIds" uuid[])
    where l.workspace_id = e."workspaceId"
      and (l.conversation_id = any(e."conversationIds") or l.tried_as = any(e."contactIds"))`;
}

/** Deletes up to `limit` of the oldest lines from before an instant; answers how many. */
export async function deleteCallsBefore(sql: Sql, workspaceId: string, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from action_calls where workspace_id = ${workspaceId} and id in (
      select id from action_calls
      where workspace_id = ${workspaceId} and id < ${idAt(before)} and created_at < ${before.toISOString()}
      order by id limit ${limit})`;
  return gone.count;
}

/** A call with what the service answered. */
export interface CallWithResult extends Pick<ActionCall, 'id' | 'trust'> {
  result: string;
}

/** What services answered to calls that people of this conversation confirmed, as far as it is kept. */
export async function listResults(
  sql: Sql,
  workspaceId: string,
  conversationId: string,
  ids: readonly string[],
): Promise<CallWithResult[]> {
  return sql<CallWithResult[]>`
    select id, trust, result from action_calls
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and id = any(${ids as string[]}::uuid[])
      and result is not null`;
}

/** The calls that were made with these prompts before the AI, in order. */
export async function listCallsOfPrompts(
  sql: Sql,
  workspaceId: string,
  promptIds: readonly string[],
): Promise<(ActionCall & { result: string | null })[]> {
  return sql.unsafe<(ActionCall & { result: string | null })[]>(
    `select ${SELECTED}, l.result from action_calls l
     where l.workspace_id = $1 and l.prompt_id = any($2::uuid[]) order by l.id`,
    [workspaceId, promptIds as string[]],
    { prepare: true },
  );
}

/** Forgets what came of calls before an instant; that they were made stays. */
export async function clearResultsBefore(sql: Sql, workspaceId: string, before: Date): Promise<void> {
  await sql`
    update action_calls set result = null
    where workspace_id = ${workspaceId} and result is not null and id < ${idAt(before)}
      and created_at < ${before.toISOString()}`;
}
