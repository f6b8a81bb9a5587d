import type { ThreadHeadAnswer } from '@halo/wire/dashboard/inbox.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import type { Deps } from '../deps.ts';
import { inboxConversation, inboxTicket } from './inbox-line.ts';
import { findFace } from './inbox-store.ts';
import { findTicketOfConversation } from './ticket-store.ts';

/** A conversation with its person, company and ticket. Refuses `not_found`. */
export async function readThreadHead(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  conversationId: string,
): Promise<ThreadHeadAnswer> {
  const { sql } = deps.db;
  const [conversation, face, ticket] = await Promise.all([
    requireConversation(deps, workspaceId, conversationId),
    findFace(sql, workspaceId, conversationId),
    findTicketOfConversation(sql, workspaceId, conversationId),
  ]);
  return {
    conversation: inboxConversation(conversation, face!.person, face!.company),
    ticket: ticket && inboxTicket(ticket),
  };
}
