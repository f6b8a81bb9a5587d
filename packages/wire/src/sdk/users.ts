import { z } from 'zod';
import type { CallTrust, Ignored, Timestamp, ValueTrust, WriteResult } from './values.ts';
import { jsonObject, messageId, rawId, rawTime, rawToken, sessionId } from './values.ts';

export const identifyUserBody = z.object({
  user_id: rawId.nullish(),
  traits: jsonObject.nullish(),
  set_once: jsonObject.nullish(),
  context: jsonObject.nullish(),
  session_id: sessionId.nullish(),
  rotate_session: z.boolean().nullish(),
  user_token: rawToken.nullish(),
  timestamp: rawTime.nullish(),
  sent_at: rawTime.nullish(),
  message_id: messageId.nullish(),
});
export type IdentifyUserBody = z.input<typeof identifyUserBody>;

/** A contact as the wire shows it. To a caller without proof only `user_id` and the keys of its own call are present. */
export interface UserRecord {
  id?: string;
  user_id: string | null;
  kind?: 'user' | 'lead';
  name?: string | null;
  email?: string | null;
  signed_up_at?: Timestamp | null;
  renewal_date?: Timestamp | null;
  renewal_status?: string | null;
  contract_term?: string | null;
  payment_terms?: string | null;
  on_contract?: boolean | null;
  mrr?: number | null;
  arr?: number | null;
  custom_fields?: Record<string, unknown>;
  context?: Record<string, unknown>;
  companies?: { company_id: string; name: string | null; current: boolean; trust: ValueTrust }[];
  first_seen?: Timestamp | null;
  last_seen?: Timestamp | null;
  created_at?: Timestamp;
  updated_at?: Timestamp;
  [key: string]: unknown;
}

export interface IdentifyUserAnswer {
  success: true;
  result: WriteResult;
  user?: UserRecord;
  trust: CallTrust;
  session_id?: string;
  linked: { conversations: number; tickets: number };
  ignored: Ignored[];
  token_error?: string;
  request_id: string;
}

/** One row of a bulk call. Rows are judged one by one, so the shape here is loose on purpose. */
export const updateUsersBody = z.object({
  users: z.array(z.unknown()).nullish(),
  update_only: z.boolean().nullish(),
  user_token: rawToken.nullish(),
  user_id: rawId.nullish(),
  traits: jsonObject.nullish(),
  context: jsonObject.nullish(),
  set_once: jsonObject.nullish(),
  timestamp: rawTime.nullish(),
});
export type UpdateUsersBody = z.input<typeof updateUsersBody>;

export const updateUserRow = z.object({
  user_id: rawId,
  traits: jsonObject.nullish(),
  context: jsonObject.nullish(),
  set_once: jsonObject.nullish(),
  timestamp: rawTime.nullish(),
});

export interface BulkAnswer {
  success: boolean;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  failed: number;
  errors: { index: number; user_id?: unknown; company_id?: unknown; code: string; error: string }[];
  ignored?: { index: number; key: string; reason: string }[];
  request_id: string;
}
