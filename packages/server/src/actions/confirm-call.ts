import type { Reader } from '../contacts/open-reader.ts';
import { requireOwnConversation } from '../conversations/require-own-conversation.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Action } from './action.ts';
import { findAction } from './action-store.ts';
import { readArguments } from './arguments.ts';
import { type ActionCall, CallRefused } from './call.ts';
import { reasonOf } from './call-action.ts';
import { findAskedCall, moveCall } from './call-store.ts';
import { buildRequest } from './request.ts';
import { sendRequest } from './send-request.ts';
import { type CallEnd, settleCall } from './settle-call.ts';
import { requireStanding } from './stand.ts';

/** Somebody's answer to a call that waits for them. The reader was proven by this very request. */
export interface Click {
  workspace: Workspace;
  reader: Reader;
  conversationId: string;
  callId: string;
  decision: 'confirm' | 'decline';
}

export type Clicked = 'done' | 'failed' | 'declined' | 'running';

/**
 * Does what a person confirmed, once however often they click, with the arguments they were shown (safety O2). Refuses
 * `not_found` in any other session or conversation, `conflict` when it came too late.
 */
export async function confirmCall(deps: Deps, click: Click): Promise<Clicked> {
  const { workspace, reader, conversationId, callId: id, decision } = click;
  await requireOwnConversation(deps, reader, conversationId);
  const named = { workspaceId: workspace.id, id, conversationId, sessionId: reader.sessionRowId };
  const call = await findAskedCall(deps.db.sql, named);
  if (!call) throw new Refusal('not_found', 'There is nothing to confirm.');
  if (call.outcome !== 'waiting') return stateOf(call);
  const action = await findAction(deps.db.sql, workspace.id, call.actionId);
  const late = Date.parse(call.expiresAt ?? '') <= deps.now().getTime();
  if (late || !action?.enabled || action.version !== call.actionVersion) {
    await settleCall(deps, call, 'waiting', { outcome: 'expired', reason: late ? null : 'changed' }, '');
    throw tooLate();
  }
  if (decision === 'decline') {
    await settleCall(deps, call, 'waiting', { outcome: 'declined' }, action.clickText);
  } else if (await moveCall(deps.db.sql, call, 'waiting', { outcome: 'running' }, deps.now())) {
    await settleCall(deps, call, 'running', await run(deps, action, call, click), action.clickText);
  }
  const after = await findAskedCall(deps.db.sql, named);
  if (!after) throw new Refusal('not_found', 'There is nothing to confirm.');
  return stateOf(after);
}

async function run(deps: Deps, action: Action, call: ActionCall, { workspace, reader }: Click): Promise<CallEnd> {
  const { contactId, trust } = reader;
  const caller = { workspace, contactId, companyId: call.companyId, trust, proveAgain: async () => reader };
  try {
    const identity = await requireStanding(deps, action, caller);
    const read = readArguments(action.arguments, call.arguments);
    if (!read.ok) throw new CallRefused('arguments');
    return await sendRequest(deps, action, buildRequest(action, identity, read.values), call.id);
  } catch (error) {
    return { outcome: 'refused', reason: reasonOf(deps, error) };
  }
}

function stateOf({ outcome }: ActionCall): Clicked {
  if (outcome === 'expired') throw tooLate();
  return outcome === 'done' || outcome === 'declined' || outcome === 'running' ? outcome : 'failed';
}

function tooLate(): Refusal {
  return new Refusal('conflict', 'This can no longer be confirmed. Please ask again.');
}
