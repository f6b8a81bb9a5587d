import { z } from 'zod';
import { noticeKind } from './conversations.ts';
import { rawId, rawToken, requestId, sessionId } from './values.ts';

/** `POST /conversations/human`: the person of this session asks for a person of the team. Asking twice is asking once. */
export const requestHumanBody = z.object({
  session_id: sessionId,
  user_id: rawId.nullish(),
  user_token: rawToken.nullish(),
});
export type RequestHumanBody = z.input<typeof requestHumanBody>;

export const requestHumanAnswer = z.object({
  success: z.literal(true),
  ticket_id: z.string(),
  conversation_id: z.string(),
  session_id: z
    .string()
    .describe('The session to go on in: another than the one sent when that one belongs to somebody else'),
  message: z.string().describe('What to tell the person, as it stands in the conversation'),
  notice: noticeKind.nullish().describe('The same, to be said in the reader’s language'),
  teammate_name: z.string().nullish().describe('Who is here already'),
  request_id: requestId,
});
export type RequestHumanAnswer = z.infer<typeof requestHumanAnswer>;
