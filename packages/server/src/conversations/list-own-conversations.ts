import type { Deps } from '../deps.ts';
import { OWN_CONVERSATIONS, type OwnConversation, type OwnReader } from './own-conversation.ts';
import { listVisible } from './own-conversation-store.ts';

/** The newest 50 conversations that a person may see from here, the last spoken first (safety R2). */
export function listOwnConversations(deps: Pick<Deps, 'db'>, reader: OwnReader): Promise<OwnConversation[]> {
  return listVisible(deps.db.sql, reader, OWN_CONVERSATIONS);
}
