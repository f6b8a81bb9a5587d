import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import type { Deps } from '../deps.ts';
import { escalateConversation } from '../tickets/escalate-conversation.ts';
import { cleanText } from './prompt/clean-line.ts';

/** What made a turn hand its conversation to the team. */
export type HandoverSignal = 'tool' | 'asked' | 'baffled';

export interface Handover {
  workspaceId: string;
  conversationId: string;
  signal: HandoverSignal;
  /** In the model's own words, where a model decided. */
  why?: string;
  /** What the prompt holds of the person, so that nobody asks for it again. */
  known: { name: boolean; email: boolean };
}

const WHY_CHARACTERS = 500;

/** Opens the ticket, or finds the one that is there, and answers what to tell the person. */
export async function handOver(deps: Deps, handover: Handover): Promise<Extract<ChatAction, { type: 'escalated' }>> {
  const { workspaceId, conversationId, signal, why, known } = handover;
  const { ticket, created } = await escalateConversation(deps, {
    workspaceId,
    conversationId,
    priority: 'normal',
    reason: { signal, ...(why && { why: cleanText(why, WHY_CHARACTERS) }) },
  });
  return { type: 'escalated', ticket_id: ticket.id, message: handoverMessage(created, known) };
}

/** What happens next, in words. What is known is not asked again. */
function handoverMessage(created: boolean, { name, email }: Handover['known']): string {
  if (!created) return 'The team already has this conversation. Somebody will reply here.';
  const next = 'I have passed this conversation on to the team. Somebody will reply here.';
  if (name && email) return next;
  const missing = [!name && 'name', !email && 'e-mail address'].filter(Boolean).join(' and ');
  return `${next} If you leave your ${missing}, they know whom they are talking to.`;
}
