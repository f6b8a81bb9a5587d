import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { jsonObject, messageId, rawId, rawTime, rawToken, requestId, sessionId, tokenError } from './values.ts';

export const eventsBody = z.object({
  events: z
    .array(
      z.object({
        event_type: z.string().min(1),
        element_selector: z.string().nullish(),
        page_url: z.string().nullish(),
        metadata: jsonObject.nullish(),
        timestamp: rawTime.nullish(),
        message_id: messageId.nullish(),
      }),
    )
    .max(LIMITS.eventsPerCall),
  user_id: rawId.nullish(),
  session_id: z.union([z.literal(''), sessionId]).nullish(),
  user_token: rawToken.nullish(),
});
export type EventsBody = z.input<typeof eventsBody>;

export const eventsAnswer = z.object({
  success: z.literal(true),
  accepted: z.int(),
  dropped: z
    .array(z.object({ index: z.int(), reason: z.string() }))
    .describe('The events whose metadata was too large: they were taken without it'),
  session_id: z.string().optional().describe('The session to go on in, which may be another than the one sent'),
  token_error: tokenError.optional(),
  request_id: requestId,
});
export type EventsAnswer = z.infer<typeof eventsAnswer>;

export const endSessionBody = z.object({ session_id: z.string().max(LIMITS.sessionIdCharacters) });
