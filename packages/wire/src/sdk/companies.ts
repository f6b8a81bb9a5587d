import { z } from 'zod';
import { businessColumns } from './business-columns.ts';
import {
  callTrust,
  ignored,
  jsonAnswer,
  jsonObject,
  messageId,
  rawId,
  rawTime,
  rawToken,
  requestId,
  sessionId,
  timestamp,
  tokenError,
  valueTrust,
  writeResult,
} from './values.ts';

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

/** A company as the wire shows it: whole for a server key, else its id, its times and the keys of the caller's own call. */
export const companyRecord = z.object({
  id: z.uuid().optional().describe("Halo's own id"),
  company_id: z.string(),
  name: z.string().nullish(),
  domain: z.string().nullish(),
  industry: z.string().nullish(),
  plan: z.string().nullish(),
  employee_count: z.number().nullish(),
  ...businessColumns,
  custom_fields: jsonAnswer.optional().describe('Every trait that has no column of its own'),
  context: jsonAnswer.optional(),
  created_at: timestamp.optional(),
  updated_at: timestamp.optional(),
});
export type CompanyRecord = z.infer<typeof companyRecord>;

export const identifyCompanyAnswer = z.object({
  success: z.literal(true),
  result: writeResult,
  company: companyRecord.describe('The whole record for a server key, else the keys of this call'),
  linked_user: z.string().optional().describe('The person who is now a member'),
  trust: callTrust,
  session_id: z.string().optional().describe('The session to go on in, which may be another than the one sent'),
  ignored: z.array(ignored).describe('Keys that were not stored, and why'),
  token_error: tokenError.optional(),
  request_id: requestId,
});
export type IdentifyCompanyAnswer = z.infer<typeof identifyCompanyAnswer>;

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

export const companyAnswer = z.object({
  company: companyRecord,
  members: z
    .array(z.object({ user_id: z.string().nullable(), current: z.boolean(), trust: valueTrust }))
    .describe('A member without an id of yours has `null`'),
  request_id: requestId,
});
export type CompanyAnswer = z.infer<typeof companyAnswer>;
