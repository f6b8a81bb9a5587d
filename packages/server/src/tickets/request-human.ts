import type { NoticeKind } from '@halo/wire/sdk/conversations.ts';
import type { Admitted } from '../contacts/admit-caller.ts';
import { addMessages } from '../conversations/add-messages.ts';
import { continueConversation } from '../conversations/continue-conversation.ts';
import type { NewMessage } from '../conversations/message.ts';
import type { Deps } from '../deps.ts';
import { escalateInto } from './escalate-conversation.ts';
import type { Ticket } from './ticket.ts';

export interface HumanRequested {
  ticket: Ticket;
  /** What stands in the conversation for the person to read. */
  message: string;
  notice: NoticeKind;
  /** Who answers here already. */
  teammateName: string | null;
}

/**
 * The person asks for a teammate: their conversation, begun if there is none, gets a ticket on the right contact, and
 * says what happens next. Asking twice is asking once. The AI goes on until a teammate writes.
 */
export function requestHuman(deps: Deps, admitted: Admitted): Promise<HumanRequested> {
  return deps.db.transaction(async (tx) => {
    const conversation = await continueConversation(deps, tx, { admitted, agentId: null });
    const { workspaceId, id: conversationId, handledBy, teammateName } = conversation;
    const { ticket, created } = await escalateInto(deps, tx, {
      ...{ workspaceId, conversationId, priority: 'normal' },
      reason: { signal: 'request', explanation: 'The person asked for a teammate.' },
    });
    if (handledBy === 'teammate') {
      return { ticket, message: `${teammateName} is here and will answer you.`, notice: 'here', teammateName };
    }
    const message = 'A teammate has been told and will answer here.';
    const waiting = !created && conversation.outcome === 'escalated';
    const told: NewMessage = { workspaceId, conversationId, author: 'system', notice: 'team_told', body: message };
    if (!waiting) await addMessages(deps, tx, [told]);
    return { ticket, message, notice: 'team_told', teammateName: null };
  });
}
