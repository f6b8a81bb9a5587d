import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { jsonObject, rawId, rawToken, sessionId } from './values.ts';

export const createTicketBody = z.object({
  user_id: rawId.nullish(),
  email: z.string().max(320).nullish(),
  name: z.string().max(255).nullish(),
  subject: z.string().min(1).max(LIMITS.ticketSubjectCharacters),
  message: z.string().max(LIMITS.ticketMessageCharacters).nullish(),
  metadata: jsonObject.nullish(),
  source: z.string().max(LIMITS.ticketSourceCharacters).nullish(),
  priority: z.enum(['normal', 'priority']).nullish(),
  ai_enabled: z.boolean().nullish(),
  session_id: sessionId.nullish(),
  user_token: rawToken.nullish(),
  message_id: z.string().min(1).max(255).nullish(),
});
export type CreateTicketBody = z.input<typeof createTicketBody>;

export type TicketStatus = 'open' | 'priority' | 'in_progress' | 'snoozed' | 'resolved' | 'spam';

export interface CreateTicketAnswer {
  success: true;
  ticket: {
    id: string;
    status: TicketStatus;
    priority: 'normal' | 'priority';
    subject: string;
    source: string;
    conversation_id: string | null;
    created_at: string;
  };
  session_id?: string;
  token_error?: string;
  request_id: string;
}
