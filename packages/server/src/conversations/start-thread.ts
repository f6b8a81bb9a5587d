import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { bellsOf, type Conversation, completed, emptyConversation } from './conversation.ts';
import { insertConversation } from './conversation-store.ts';

/** Whose a thread is that no chat began. Without `sessionRowId` no browser session reads it. */
export interface Thread {
  workspaceId: string;
  channel: 'api' | 'mail';
  sessionRowId: string | null;
  contactId: string | null;
  heldBy: string | null;
  companyId: string | null;
  claimedExternalId: string | null;
  trust: CallTrust;
}

/** The thread behind a ticket that came by API or mail. It is never live: nobody waits in front of it. */
export async function startThread(deps: Deps, tx: Tx, thread: Thread): Promise<Conversation> {
  const at = deps.now();
  const conversation = completed({ ...emptyConversation(thread, at), outcome: 'escalated' }, at);
  await insertConversation(tx.sql, conversation);
  tx.afterCommit(() => deps.live.ring(bellsOf(conversation)));
  return conversation;
}
