import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { jsonObject, rawId, rawToken, requestId, sessionId, timestamp, tokenError } from './values.ts';

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

export const ticketStatus = z.enum(['open', 'priority', 'in_progress', 'snoozed', 'resolved', 'spam']);
export type TicketStatus = z.infer<typeof ticketStatus>;

export const createTicketAnswer = z.object({
  success: z.literal(true),
  ticket: z.object({
    id: z.string(),
    status: ticketStatus,
    priority: z.enum(['normal', 'priority']),
    subject: z.string(),
    source: z.string(),
    conversation_id: z.string().nullable(),
    created_at: timestamp,
  }),
  session_id: z.string().optional().describe('The session to go on in, which may be another than the one sent'),
  token_error: tokenError.optional(),
  request_id: requestId,
});
export type CreateTicketAnswer = z.infer<typeof createTicketAnswer>;
