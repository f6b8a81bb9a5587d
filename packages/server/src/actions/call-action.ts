import { createHash } from 'node:crypto';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type Action, changesSomething } from './action.ts';
import { findAction } from './action-store.ts';
import { readArguments } from './arguments.ts';
import { type ActionCall, type Arguments, CallRefused, CLICK_MS, cutArguments } from './call.ts';
import { insertCall, moveCall } from './call-store.ts';
import { type ActionRequest, buildRequest } from './request.ts';
import { type ActionAnswer, sendRequest } from './send-request.ts';
import { type ActionCaller, requireStanding } from './stand.ts';

/** A call that a model wants to make. */
export interface WantedCall {
  actionId: string;
  input: unknown;
  caller: ActionCaller;
  /** Null in a rehearsal, which `triedBy` names. */
  conversationId: string | null;
  triedBy: string | null;
  /** The contact it is tried as, in a rehearsal. */
  triedAs: string | null;
  /** The row of the session that may click; null where none can. */
  sessionId: string | null;
  questionId: string;
  /** What the model saw; null in a rehearsal. */
  promptId: string | null;
  /** `none`: what only reads is sent, and nothing else (safety A4). */
  effects: 'all' | 'none';
}

export type CallResult =
  | { kind: 'refused'; reason: string; why?: string }
  | { kind: 'rehearsed'; request: ActionRequest }
  | { kind: 'waiting'; call: ActionCall; title: string }
  | ({ kind: 'answered' } & ActionAnswer);

/**
 * Makes one call of an action for a model, or asks the person for their click, or refuses: whatever throws on the way
 * there is a refusal too. Every call is in the log before it is sent. Changing the same thing twice for one question, in
 * one turn or in a repeat of it, is done once.
 */
export async function callAction(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  wanted: WantedCall,
): Promise<CallResult> {
  const { workspace } = wanted.caller;
  const action = await findAction(deps.db.sql, workspace.id, wanted.actionId);
  if (!action) return { kind: 'refused', reason: 'gone' };
  const read = readArguments(action.arguments, wanted.input);
  const call = newCall(deps, action, wanted, read.ok ? read.values : {});
  const refuse = async (reason: string, why?: string): Promise<CallResult> => {
    const said = read.ok ? call.arguments : cutArguments(Object(wanted.input));
    await insertCall(deps.db.sql, { ...call, arguments: said, outcome: 'refused', reason, once: null });
    return { kind: 'refused', reason, ...(why && { why }) };
  };
  if (!action.enabled) return refuse('off');
  if (!read.ok) return refuse('arguments', read.why);
  let request: ActionRequest;
  try {
    request = buildRequest(action, await requireStanding(deps, action, wanted.caller), read.values);
  } catch (error) {
    return refuse(reasonOf(deps, error));
  }
  if (wanted.effects === 'none' && (changesSomething(action.method) || action.needsClick)) {
    await insertCall(deps.db.sql, { ...call, arguments: cutArguments(read.values), outcome: 'rehearsed', once: null });
    return { kind: 'rehearsed', request };
  }
  if (action.needsClick) return askPerson(deps, action, call, wanted.sessionId, refuse);
  const noted = await insertCall(deps.db.sql, { ...call, arguments: cutArguments(read.values) });
  if (!noted) return { kind: 'refused', reason: 'repeated' };
  return { kind: 'answered', ...(await send(deps, action, request, call)) };
}

async function askPerson(
  deps: Pick<Deps, 'db' | 'now'>,
  action: Action,
  call: ActionCall,
  sessionId: string | null,
  refuse: (reason: string) => Promise<CallResult>,
): Promise<CallResult> {
  if (sessionId === null) return refuse('nobody_to_click');
  const expiresAt = new Date(deps.now().getTime() + CLICK_MS).toISOString();
  const asked: ActionCall = { ...call, sessionId, outcome: 'waiting', expiresAt };
  if (!(await insertCall(deps.db.sql, asked))) return { kind: 'refused', reason: 'repeated' };
  return { kind: 'waiting', call: asked, title: action.clickText };
}

async function send(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  action: Action,
  request: ActionRequest,
  call: ActionCall,
): Promise<ActionAnswer> {
  const answer = await sendRequest(deps, action, request, call.once ?? call.id).catch((error: unknown) => {
    const reason = reasonOf(deps, error);
    return { outcome: 'failed' as const, reason, status: null, ms: 0, text: null };
  });
  await moveCall(deps.db.sql, call, 'running', answer, deps.now());
  return answer;
}

function newCall(deps: Pick<Deps, 'now'>, action: Action, wanted: WantedCall, values: Arguments): ActionCall {
  const { caller, conversationId, triedBy, triedAs, promptId, questionId } = wanted;
  return {
    ...{ workspaceId: action.workspaceId, id: newId(), conversationId, companyId: caller.companyId },
    ...{ actionId: action.id, actionName: action.name, actionVersion: action.version },
    ...{ sessionId: null, triedBy, triedAs, promptId, trust: caller.trust, arguments: values },
    ...{ outcome: 'running', reason: null, status: null, ms: null, expiresAt: null },
    once: changesSomething(action.method) || action.needsClick ? onceKey(questionId, action.id, values) : null,
    createdAt: deps.now().toISOString(),
  };
}

function onceKey(questionId: string, actionId: string, values: Arguments): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([questionId, actionId, sorted]))
    .digest('base64url');
}

/** Why a call was not sent, for the log; a check that fails for another reason refuses all the same. */
export function reasonOf(deps: Pick<Deps, 'log'>, error: unknown): string {
  if (error instanceof CallRefused) return error.reason;
  if (error instanceof Refusal) return 'trust';
  deps.log.error({ err: error }, 'a check of an action failed');
  return 'check_failed';
}
