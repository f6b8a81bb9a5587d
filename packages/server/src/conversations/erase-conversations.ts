import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteAttachments } from './attachment-store.ts';
import { deleteConversations, deleteMessages } from './erase-store.ts';
import { bellsOfThreads } from './linked-thread.ts';

/** Reacts to `contactsErased`, after their sessions: what was said with them is gone, whoever said it. */
export async function eraseConversations(deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  const gone = await deleteConversations(tx.sql, list);
  for (const item of list) {
    item.conversationIds.push(
      ...gone.flatMap(({ workspaceId, conversationId }) => (workspaceId === item.workspaceId ? conversationId : [])),
    );
  }
  await deleteAttachments(tx.sql, list);
  await deleteMessages(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(gone)));
}
