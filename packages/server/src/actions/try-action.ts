import type { CallOutcome } from '@halo/wire/dashboard/actions.ts';
import { requireContact } from '../contacts/read-contact-record.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, nameActor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { type Action, changesSomething } from './action.ts';
import { findAction } from './action-store.ts';
import { readArguments } from './arguments.ts';
import { type ActionCall, cutArguments } from './call.ts';
import { type CallResult, reasonOf } from './call-action.ts';
import { insertCall, moveCall } from './call-store.ts';
import { noSuchAction } from './definition.ts';
import { type ActionRequest, buildRequest } from './request.ts';
import { sendRequest } from './send-request.ts';
import { requireStanding } from './stand.ts';

export interface ActionTry {
  workspace: Workspace;
  actor: Actor;
  id: string;
  /** As whom; null is a visitor. */
  contactId: string | null;
  input: Record<string, unknown>;
}

/** What a try came to, and what was or would have been sent. */
export interface Tried {
  result: CallResult;
  request: ActionRequest | null;
}

/**
 * Makes a call as an operator tries it out, also of an action that is switched off: as a proven contact, or as a visitor.
 * What only reads is sent; what changes something never is (safety A4). Refuses `not_found`.
 */
export async function tryAction(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  { workspace, actor, id, contactId, input }: ActionTry,
): Promise<Tried> {
  const action = await findAction(deps.db.sql, workspace.id, id);
  if (!action) throw noSuchAction();
  const contact = contactId === null ? null : await requireContact(deps, workspace.id, contactId);
  await deps.db.transaction(async (tx) => {
    const entry = { workspaceId: workspace.id, actor, action: 'action.tried' as const, subject: action.name };
    await recordAudit(deps, tx, { ...entry, detail: { contact: contact?.id ?? null } });
  });
  const standing = { trust: contact ? ('verified' as const) : ('anonymous' as const), contactId: contact?.id ?? null };
  const caller = { workspace, ...standing, companyId: contact?.currentCompanyId ?? null };
  const read = readArguments(action.arguments, input);
  const call = tryOf(deps, action, actor, {
    trust: standing.trust,
    triedAs: standing.contactId,
    arguments: cutArguments(input),
  });
  const note = async (line: ActionCall) => {
    if (!(await insertCall(deps.db.sql, line))) throw new Refusal('not_found', 'There is no such contact.');
  };
  const end = async (outcome: CallOutcome, result: CallResult, request: ActionRequest | null): Promise<Tried> => {
    await note({ ...call, outcome, reason: 'reason' in result ? result.reason : null });
    return { result, request };
  };
  if (!read.ok) return end('refused', { kind: 'refused', reason: 'arguments', why: read.why }, null);
  let request: ActionRequest;
  try {
    const proveAgain = async () => ({ ...standing, heldBy: null });
    request = buildRequest(action, await requireStanding(deps, action, { ...caller, proveAgain }), read.values);
  } catch (error) {
    return end('refused', { kind: 'refused', reason: reasonOf(deps, error) }, null);
  }
  if (changesSomething(action.method)) return end('rehearsed', { kind: 'rehearsed', request }, request);
  await note(call);
  const answer = await sendRequest(deps, action, request, call.id);
  await moveCall(deps.db.sql, call, 'running', answer, deps.now());
  return { result: { kind: 'answered', ...answer }, request };
}

function tryOf(
  deps: Pick<Deps, 'now'>,
  action: Action,
  actor: Actor,
  said: Pick<ActionCall, 'trust' | 'triedAs' | 'arguments'>,
): ActionCall {
  return {
    ...{ workspaceId: action.workspaceId, id: newId(), conversationId: null, companyId: null },
    ...{ actionId: action.id, actionName: action.name, actionVersion: action.version },
    ...{ sessionId: null, promptId: null, triedBy: actor.kind === 'teammate' ? actor.name : nameActor(actor), ...said },
    ...{ outcome: 'running', reason: null, status: null, ms: null, once: null, expiresAt: null },
    createdAt: deps.now().toISOString(),
  };
}
