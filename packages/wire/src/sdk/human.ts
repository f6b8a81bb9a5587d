import { z } from 'zod';
import { rawId, rawToken, sessionId } from './values.ts';

/** `POST /conversations/human`: the person of this session asks for a person of the team. Asking twice is asking once. */
export const requestHumanBody = z.object({
  session_id: sessionId,
  user_id: rawId.nullish(),
  user_token: rawToken.nullish(),
});
export type RequestHumanBody = z.input<typeof requestHumanBody>;

export interface RequestHumanAnswer {
  success: true;
  ticket_id: string;
  conversation_id: string;
  /** The session to go on in: another than the one sent when that one belongs to somebody else. */
  session_id: string;
  /** What to tell the person, as it stands in the conversation. */
  message: string;
  request_id: string;
}
