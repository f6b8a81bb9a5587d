import type { Deps } from '../deps.ts';
import { bellsOf, type Conversation } from './conversation.ts';
import { moveReadMark } from './conversation-store.ts';
import type { OwnReader } from './own-conversation.ts';
import { requireConversation } from './require-conversation.ts';
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
  const conversation = await requireConversation(deps, mark.workspaceId, mark.conversationId);
  await move(deps, conversation, 'team', mark.seq);
}

async function move(deps: Deps, conversation: Conversation, side: 'user' | 'team', seq: number): Promise<void> {
  const { workspaceId, id } = conversation;
  await deps.db.transaction(async (tx) => {
    const moved = await moveReadMark(tx.sql, workspaceId, id, side, seq);
    if (moved) tx.afterCommit(() => deps.live.ring(bellsOf(conversation)));
  });
}
