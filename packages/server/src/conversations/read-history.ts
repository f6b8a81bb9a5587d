import type { Deps } from '../deps.ts';
import type { Message } from './message.ts';
import { readMessages } from './message-store.ts';

/** The newest `limit` messages of a conversation in ascending order, for the AI: never a private note. */
export function readHistory(
  deps: Pick<Deps, 'db'>,
  asked: { workspaceId: string; conversationId: string; limit: number },
): Promise<Message[]> {
  return readMessages(deps.db.sql, { ...asked, internal: false });
}
