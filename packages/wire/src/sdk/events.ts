import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { jsonObject, messageId, rawId, rawTime, rawToken, sessionId } from './values.ts';

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

export interface EventsAnswer {
  success: true;
  accepted: number;
  dropped: { index: number; reason: string }[];
  session_id?: string;
  token_error?: string;
  request_id: string;
}

export const endSessionBody = z.object({ session_id: z.string().max(LIMITS.sessionIdCharacters) });
