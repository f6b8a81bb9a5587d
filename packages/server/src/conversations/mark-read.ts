import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { bellsOf, type Conversation } from './conversation.ts';
import { findConversation, moveReadMark } from './conversation-store.ts';
import type { OwnReader } from './own-conversation.ts';
import { requireOwnConversation } from './require-own-conversation.ts';

/** The person has read up to `seq`. A mark only moves forward. Refuses `not_found`. */
export async function markReadByPerson(
  deps: Deps,
  reader: OwnReader,
  mark: { conversationId: string; seq: number },
): Promise<void> {
  await move(deps, await requireOwnConversation(deps, reader, mark.conversationId), 'user', mark.seq);
}

/** The team has read up to `seq`. A mark only moves forward. Refuses `not_found`. */
export async function markReadByTeam(
  deps: Deps,
  mark: { workspaceId: string; conversationId: string; seq: number },
): Promise<void> {
  const conversation = await findConversation(deps.db.sql, mark.workspaceId, mark.conversationId);
  if (!conversation) throw new Refusal('not_found', 'There is no such conversation.');
  await move(deps, conversation, 'team', mark.seq);
}

async function move(deps: Deps, conversation: Conversation, side: 'user' | 'team', seq: number): Promise<void> {
  const { workspaceId, id } = conversation;
  await deps.db.transaction(async (tx) => {
    const moved = await moveReadMark(tx.sql, workspaceId, id, side, seq);
    if (moved) tx.afterCommit(() => deps.live.ring(bellsOf(conversation)));
  });
}
