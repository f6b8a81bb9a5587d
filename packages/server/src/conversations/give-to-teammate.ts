import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { addMessages } from './add-messages.ts';
import { type Actor, bellsOf, type Conversation } from './conversation.ts';
import { findConversation, lockConversations, lockLiveConversation, saveConversation } from './conversation-store.ts';
import { lockSession } from './session-lock-store.ts';

/**
 * Whom a teammate takes a conversation from. `free`: the AI only, a colleague's is refused; `if_free`: the AI only, a
 * colleague's stays theirs; `colleague`: a colleague only, the AI keeps its own.
 */
export type TakeFrom = 'free' | 'if_free' | 'colleague';

export interface Given {
  conversation: Conversation;
  /** Whether this call made the teammate its keeper. */
  taken: boolean;
}

/**
 * Makes a teammate the one who answers: the AI pauses and the person reads "Sam joined". Whoever answers a completed
 * chat brings it back to life while its session has no other live one, so that the person's next words meet them. Giving
 * it to whoever has it already changes nothing. Refuses `not_found`, and `conflict` when a colleague keeps it.
 */
export async function giveToTeammate(
  deps: Deps,
  tx: Tx,
  named: { workspaceId: string; conversationId: string; teammate: Actor },
  from: TakeFrom,
): Promise<Given> {
  const { workspaceId, conversationId, teammate } = named;
  const mayRevive = from !== 'colleague' && (await sessionIsFree(tx, workspaceId, conversationId));
  const [before] = await lockConversations(tx.sql, workspaceId, [conversationId]);
  if (!before) throw new Refusal('not_found', 'There is no such conversation.');
  const byColleague = before.handledBy === 'teammate' && before.teammateId !== teammate.id;
  if (byColleague && from === 'free') {
    const name = before.teammateName;
    throw new Refusal('conflict', `${name} has taken this conversation over.`, { teammate_name: name });
  }
  const taken = from === 'colleague' ? byColleague : before.handledBy === 'ai';
  const revived = before.status === 'completed' && mayRevive;
  if (!taken && !revived) return { conversation: before, taken };
  const given: Conversation = {
    ...before,
    ...(taken ? { handledBy: 'teammate', teammateId: teammate.id, teammateName: teammate.name } : null),
    ...(revived ? { status: 'live', endedAt: null } : null),
  };
  await saveConversation(tx.sql, given);
  tx.afterCommit(() => deps.live.ring(bellsOf(given)));
  if (given.status !== 'live') return { conversation: given, taken };
  await addMessages(deps, tx, [
    {
      ...{ workspaceId, conversationId, author: 'system', authorName: teammate.name },
      ...{ notice: 'joined', body: `${teammate.name} joined` },
    },
  ]);
  const [after] = await lockConversations(tx.sql, workspaceId, [conversationId]);
  return { conversation: after ?? given, taken };
}

/** Locks the session of a chat, and says whether it goes on and has no live conversation. */
async function sessionIsFree(tx: Tx, workspaceId: string, conversationId: string): Promise<boolean> {
  const seen = await findConversation(tx.sql, workspaceId, conversationId);
  if (!seen?.sessionRowId || seen.channel !== 'chat') return false;
  const session = await lockSession(tx.sql, workspaceId, seen.sessionRowId);
  if (!session || session.ended) return false;
  return (await lockLiveConversation(tx.sql, workspaceId, seen.sessionRowId)) === null;
}
