import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Admitted } from '../contacts/admit-caller.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { bellsOf, type Conversation, completed, emptyConversation, isIdle, mayContinue } from './conversation.ts';
import { hasConversation, insertConversation, lockLiveConversation, saveConversation } from './conversation-store.ts';
import { type LockedSession, lockSession } from './session-lock-store.ts';

export interface Turn {
  admitted: Admitted;
  agentId: string | null;
}

/**
 * The session's live conversation, locked, or a new one, marked `returning` when the session had one before. A live one
 * that fell silent for 30 minutes, or that belongs to somebody else, is completed first. Refuses `session_closed` after
 * a logout.
 */
export async function continueConversation(deps: Deps, tx: Tx, turn: Turn): Promise<Conversation> {
  const { admitted } = turn;
  const { workspaceId } = admitted;
  const session = await lockSession(tx.sql, workspaceId, admitted.session.id);
  if (!session || session.ended) throw new Refusal('session_closed', 'This session was ended. Start a new one.');
  const live = await lockLiveConversation(tx.sql, workspaceId, admitted.session.id);
  if (live && mayContinue(live, session) && !isIdle(live, deps.now())) return goOn(tx, live, turn, session);
  if (live) await saveConversation(tx.sql, completed(live, deps.now()));
  return begin(deps, tx, turn, session);
}

async function goOn(
  tx: Tx,
  live: Conversation,
  { admitted, agentId }: Turn,
  session: LockedSession,
): Promise<Conversation> {
  const next: Conversation = {
    ...live,
    ...(session.contactId === null && live.contactId !== null ? null : identityOf(session, live.trust)),
    companyId: admitted.companyId ?? live.companyId,
    agentId: agentId ?? live.agentId,
  };
  const same = (['contactId', 'heldBy', 'claimedExternalId', 'trust', 'companyId', 'agentId'] as const).every(
    (key) => next[key] === live[key],
  );
  if (!same) await saveConversation(tx.sql, next);
  return next;
}

async function begin(deps: Deps, tx: Tx, { admitted, agentId }: Turn, session: LockedSession): Promise<Conversation> {
  const { workspaceId, companyId } = admitted;
  const sessionRowId = admitted.session.id;
  const identity = identityOf(session, admitted.trust);
  const conversation: Conversation = {
    ...emptyConversation({ workspaceId, channel: 'chat', sessionRowId, companyId, ...identity }, deps.now()),
    agentId,
    returning: await hasConversation(tx.sql, workspaceId, sessionRowId),
  };
  await insertConversation(tx.sql, conversation);
  tx.afterCommit(() => deps.live.ring(bellsOf(conversation)));
  return conversation;
}

/** The locked session decides whose the conversation is: the call was admitted a moment before. */
function identityOf(session: LockedSession, otherwise: CallTrust) {
  const { contactId, heldBy, trust } = session;
  if (contactId) return { contactId, heldBy, claimedExternalId: null, trust };
  const claimed = session.claimedExternalId;
  const nobody = { contactId: null, heldBy: null, claimedExternalId: claimed };
  if (claimed) return { ...nobody, trust: 'claimed' as const };
  return session.isLead
    ? { ...nobody, contactId: session.leadId, trust: 'claimed' as const }
    : { ...nobody, trust: otherwise };
}
