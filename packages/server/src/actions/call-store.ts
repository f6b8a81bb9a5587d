import type { CallOutcome } from '@halo/wire/dashboard/actions.ts';
import type { Sql } from '../db/database.ts';
import { idAt } from '../db/new-id.ts';
import type { News } from '../topics.ts';
import { type ActionCall, cutArguments } from './call.ts';

const SELECTED = `l.workspace_id as "workspaceId", l.id, l.action_id as "actionId", l.action_name as "actionName",
  l.action_version as "actionVersion", l.conversation_id as "conversationId", l.session_id as "sessionId",
  l.company_id as "companyId", l.tried_by as "triedBy", l.trust, l.arguments, l.outcome,
  l.reason, l.status, l.ms, l.once, l.expires_at as "expiresAt", l.created_at as "createdAt"`;

/**
 * Notes a call with its conversation. False when that was erased meanwhile, and when the same request of the same
 * question was noted before: then nothing may be sent.
 */
export async function insertCall(sql: Sql, call: ActionCall): Promise<boolean> {
  const made = await sql`
    insert into action_calls (workspace_id, id, action_id, action_name, action_version, conversation_id, session_id,
      company_id, tried_by, trust, arguments, outcome, reason, status, ms, once, expires_at, created_at,
      updated_at)
    select ${call.workspaceId}, ${call.id}, ${call.actionId}, ${call.actionName}, ${call.actionVersion},
      ${call.conversationId}::uuid, ${call.sessionId}::uuid, ${call.companyId}::uuid, ${call.triedBy}, ${call.trust}, ${JSON.stringify(call.arguments)}::text::json, ${call.outcome}, ${call.reason},
      ${call.status}::int, ${call.ms}::int, ${call.once}, ${call.expiresAt}::timestamptz, ${call.createdAt},
      ${call.createdAt}
    where ${call.conversationId}::uuid is null or exists (
      select from conversations c
      where c.workspace_id = ${call.workspaceId} and c.id = ${call.conversationId}::uuid for key share)
    on conflict (workspace_id, once) where once is not null do nothing`;
  return made.count > 0;
}

/** How a call moved on; only from where it is thought to be, so that of several at once one has done it. */
export async function moveCall(
  sql: Sql,
  { workspaceId, id }: Pick<ActionCall, 'workspaceId' | 'id'>,
  from: CallOutcome,
  to: { outcome: CallOutcome; reason?: string | null; status?: number | null; ms?: number | null },
  at: Date,
  kept?: ActionCall['arguments'],
): Promise<boolean> {
  const moved = await sql`
    update action_calls set outcome = ${to.outcome}, reason = ${to.reason ?? null}, status = ${to.status ?? null}::int,
      ms = ${to.ms ?? null}::int, updated_at = ${at.toISOString()},
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

/** The contact whose conversation it was, as the log names them. */
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
     left join contacts k on k.workspace_id = l.workspace_id and k.id = c.contact_id
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
    using json_to_recordset(${JSON.stringify(list)}::text::json) as e("workspaceId" uuid, "conversationIds" uuid[])
    where l.workspace_id = e."workspaceId" and l.conversation_id = any(e."conversationIds")`;
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
