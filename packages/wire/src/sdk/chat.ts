import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { jsonObject, messageId, rawId, rawToken, requestId, sessionId, tokenError } from './values.ts';

export const chatBody = z.object({
  message: z.string().max(LIMITS.messageCharacters).describe('What is said; may be empty beside pictures'),
  user_id: rawId.nullish(),
  user_token: rawToken.nullish(),
  session_id: sessionId.nullish(),
  company_id: rawId.nullish(),
  mode: z.string().nullish(),
  agent_id: z.string().nullish(),
  images: z.array(z.string()).max(LIMITS.images).nullish().describe('URLs or data URLs; kept with the message'),
  custom_fields: jsonObject.nullish(),
  context: jsonObject.nullish(),
  conversation_history: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() }))
    .max(LIMITS.historyEntries)
    .nullish(),
  behavior_context: z.string().max(LIMITS.behaviorContextCharacters).nullish(),
  locale: z
    .string()
    .max(35)
    .nullish()
    .describe('A language tag such as `de-AT`: the language in which Halo itself speaks where no model does'),
  message_id: messageId.nullish(),
});
export type ChatBody = z.input<typeof chatBody>;

export const chatSource = z.object({ title: z.string(), url: z.string().optional() });
export type ChatSource = z.infer<typeof chatSource>;

/** What an answer asks the page to do. A closed list; each kind is checked where it is made (safety P3). */
export const chatAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('escalated'), ticket_id: z.string(), message: z.string() }),
  z.object({ type: z.literal('highlight'), selector: z.string(), label: z.string().optional() }),
  z.object({ type: z.literal('sources'), sources: z.array(chatSource) }),
  z.object({ type: z.literal('handled_by'), handled_by: z.literal('teammate'), name: z.string() }),
  z.object({
    type: z.literal('confirm'),
    id: z.string(),
    title: z.string(),
    details: z.array(z.object({ label: z.string(), value: z.string() })),
    expires_at: z.string(),
  }),
  z.object({
    type: z.literal('confirmed'),
    id: z.string(),
    title: z.string(),
    outcome: z.enum(['done', 'failed', 'declined']),
  }),
  z.object({ type: z.literal('error'), code: z.string(), retryable: z.boolean() }),
]);
export type ChatAction = z.infer<typeof chatAction>;

export const chatAnswer = z.object({
  response: z.string().describe('What the AI said, in Markdown; empty while a teammate answers'),
  session_id: z.string().describe('The session to go on in, which may be another than the one sent'),
  agent_id: z.string(),
  conversation_id: z.string(),
  message_id: z.string().describe("The answer's own id, for feedback"),
  sources: z.array(chatSource).describe('What the answer rests on'),
  actions: z.array(chatAction).describe('What the page shall do, in order'),
  escalated: z.boolean().describe('A teammate was asked to take over'),
  ticket_id: z.string().optional().describe('The ticket of the escalation'),
  handled_by: z.enum(['ai', 'teammate']).describe('`teammate` while one has taken over: the AI stays silent'),
  token_error: tokenError.optional(),
  request_id: requestId,
});
export type ChatAnswer = z.infer<typeof chatAnswer>;

/** In `/chat/stream` every action stands between two of these; the text around them is the answer. */
export const FRAME = '\u001e';
export const ACTION_PREFIX = '__ACTION__';
export const ACTIONS_PREFIX = '__ACTIONS__';
