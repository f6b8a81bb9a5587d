import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { jsonObject, messageId, rawId, rawToken, sessionId } from './values.ts';

export const chatBody = z.object({
  message: z.string().min(1).max(LIMITS.messageCharacters),
  user_id: rawId.nullish(),
  user_token: rawToken.nullish(),
  session_id: sessionId.nullish(),
  company_id: rawId.nullish(),
  mode: z.string().nullish(),
  agent_id: z.string().nullish(),
  images: z.array(z.string()).max(LIMITS.images).nullish(),
  custom_fields: jsonObject.nullish(),
  context: jsonObject.nullish(),
  conversation_history: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() }))
    .max(LIMITS.historyEntries)
    .nullish(),
  behavior_context: z.string().max(LIMITS.behaviorContextCharacters).nullish(),
  message_id: messageId.nullish(),
});
export type ChatBody = z.input<typeof chatBody>;

export interface ChatSource {
  title: string;
  url?: string;
}

/** What an answer asks the page to do. A closed list; each kind is checked where it is made (safety P3). */
export type ChatAction =
  | { type: 'escalated'; ticket_id: string; message: string }
  | { type: 'highlight'; selector: string; label?: string }
  | { type: 'sources'; sources: ChatSource[] }
  | { type: 'handled_by'; handled_by: 'teammate'; name: string }
  | { type: 'error'; code: string; retryable: boolean };

export interface ChatAnswer {
  response: string;
  session_id: string;
  agent_id: string;
  conversation_id: string;
  message_id: string;
  sources: ChatSource[];
  actions: ChatAction[];
  escalated: boolean;
  ticket_id?: string;
  handled_by: 'ai' | 'teammate';
  /** A bad token did not stop the call (modes `off` and `report`). */
  token_error?: string;
  request_id: string;
}

/** In `/chat/stream` every action stands between two of these; the text around them is the answer. */
export const FRAME = '\u001e';
export const ACTION_PREFIX = '__ACTION__';
export const ACTIONS_PREFIX = '__ACTIONS__';
