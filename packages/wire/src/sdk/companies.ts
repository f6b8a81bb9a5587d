import { z } from 'zod';
import type { CallTrust, Ignored, Timestamp, ValueTrust, WriteResult } from './values.ts';
import { jsonObject, messageId, rawId, rawTime, rawToken, sessionId } from './values.ts';

export const identifyCompanyBody = z.object({
  company_id: rawId,
  user_id: rawId.nullish(),
  traits: jsonObject.nullish(),
  set_once: jsonObject.nullish(),
  context: jsonObject.nullish(),
  session_id: sessionId.nullish(),
  user_token: rawToken.nullish(),
  remove: z.boolean().nullish(),
  timestamp: rawTime.nullish(),
  sent_at: rawTime.nullish(),
  message_id: messageId.nullish(),
});
export type IdentifyCompanyBody = z.input<typeof identifyCompanyBody>;

export interface CompanyRecord {
  company_id: string;
  signed_up_at?: Timestamp | null;
  created_at?: Timestamp;
  updated_at?: Timestamp;
  [key: string]: unknown;
}

export interface IdentifyCompanyAnswer {
  success: true;
  result: WriteResult;
  company: CompanyRecord;
  linked_user?: string;
  trust: CallTrust;
  session_id?: string;
  ignored: Ignored[];
  token_error?: string;
  request_id: string;
}

export const updateCompaniesBody = z.object({
  companies: z.array(z.unknown()).nullish(),
  update_only: z.boolean().nullish(),
  user_token: rawToken.nullish(),
  company_id: rawId.nullish(),
  traits: jsonObject.nullish(),
  context: jsonObject.nullish(),
  set_once: jsonObject.nullish(),
  timestamp: rawTime.nullish(),
});
export type UpdateCompaniesBody = z.input<typeof updateCompaniesBody>;

export const updateCompanyRow = z.object({
  company_id: rawId,
  traits: jsonObject.nullish(),
  context: jsonObject.nullish(),
  set_once: jsonObject.nullish(),
  timestamp: rawTime.nullish(),
});

export interface CompanyAnswer {
  company: CompanyRecord;
  members: { user_id: string | null; current: boolean; trust: ValueTrust }[];
}
