import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { addMessages } from './add-messages.ts';
import type { Actor, Conversation } from './conversation.ts';
import { findConversation, lockConversations, lockLiveConversation, saveConversation } from './conversation-store.ts';
import { lockSession } from './session-lock-store.ts';

/**
 * Makes a teammate the one who answers: the AI pauses and the person reads "Sam joined". A completed chat comes back to
 * life while its session has no other live one, so that the person's answer meets the teammate. Giving it to whoever
 * has it already changes nothing. Refuses `not_found`.
 */
export async function giveToTeammate(
  deps: Deps,
  tx: Tx,
  named: { workspaceId: string; conversationId: string; teammate: Actor },
): Promise<Conversation> {
  const { workspaceId, conversationId, teammate } = named;
  const mayRevive = await sessionIsFree(tx, workspaceId, conversationId);
  const [before] = await lockConversations(tx.sql, workspaceId, [conversationId]);
  if (!before) throw new Refusal('not_found', 'There is no such conversation.');
  const revive = before.status === 'completed' && mayRevive;
  const hasIt = before.handledBy === 'teammate' && before.teammateId === teammate.id;
  if (hasIt && !revive) return before;
  const taken: Conversation = {
    ...before,
    handledBy: 'teammate',
    teammateId: teammate.id,
    teammateName: teammate.name,
    ...(revive ? { status: 'live', endedAt: null } : null),
  };
  await saveConversation(tx.sql, taken);
  await addMessages(deps, tx, [
    { workspaceId, conversationId, author: 'system', authorName: teammate.name, body: `${teammate.name} joined` },
  ]);
  const [after] = await lockConversations(tx.sql, workspaceId, [conversationId]);
  return after ?? taken;
}

/** Locks the session of a chat, and says whether it goes on and has no live conversation. */
async function sessionIsFree(tx: Tx, workspaceId: string, conversationId: string): Promise<boolean> {
  const seen = await findConversation(tx.sql, workspaceId, conversationId);
  if (!seen?.sessionRowId || seen.channel !== 'chat') return false;
  const session = await lockSession(tx.sql, workspaceId, seen.sessionRowId);
  if (!session || session.ended) return false;
  return (await lockLiveConversation(tx.sql, workspaceId, seen.sessionRowId)) === null;
}
