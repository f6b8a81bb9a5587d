import type { ActionCallLine } from '@halo/wire/dashboard/actions.ts';
import { displayName } from '../contacts/contact.ts';
import type { Deps } from '../deps.ts';
import { findAction } from './action-store.ts';
import { cutArguments } from './call.ts';
import { type CallWithPerson, listCalls } from './call-store.ts';
import { noSuchAction } from './definition.ts';

const MOST = 100;

/** The newest calls of an action. Refuses `not_found`. */
export async function listActionCalls(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  actionId: string,
): Promise<ActionCallLine[]> {
  if (!(await findAction(deps.db.sql, workspaceId, actionId))) throw noSuchAction();
  return (await listCalls(deps.db.sql, workspaceId, actionId, MOST)).map(toLine);
}

function toLine(call: CallWithPerson): ActionCallLine {
  const { id, actionId, actionName, createdAt: at, outcome, reason, status, ms, trust } = call;
  const { conversationId, triedBy, contactId, contactName: name, contactEmail: email } = call;
  return {
    ...{ id, actionId, actionName, at, outcome, reason, status, ms, trust, conversationId, triedBy },
    arguments: cutArguments(call.arguments),
    person: contactId === null ? null : { id: contactId, name: displayName({ name, email }) },
  };
}
