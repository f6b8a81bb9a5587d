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
export const userRecord = z.object({
  id: z.uuid().optional().describe("Halo's own id"),
  user_id: z.string().nullable(),
  kind: z.enum(['user', 'lead']).optional(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  ...businessColumns,
  custom_fields: jsonAnswer.optional().describe('Every trait that has no column of its own'),
  context: jsonAnswer.optional(),
  companies: z
    .array(z.object({ company_id: z.string(), name: z.string().nullable(), current: z.boolean(), trust: valueTrust }))
    .optional(),
  first_seen: timestamp.nullish(),
  last_seen: timestamp.nullish(),
  created_at: timestamp.optional(),
  updated_at: timestamp.optional(),
});
export type UserRecord = z.infer<typeof userRecord>;

export const identifyUserAnswer = z.object({
  success: z.literal(true),
  result: writeResult.describe('`anonymous` when the call names nobody: nothing was stored'),
  user: userRecord
    .optional()
    .describe('The whole record for a proven caller, else `user_id` and the keys of this call; absent for nobody'),
  trust: callTrust,
  session_id: z.string().optional().describe('The session to go on in, which may be another than the one sent'),
  linked: z
    .object({ conversations: z.int(), tickets: z.int() })
    .describe('How much of what the session did before now belongs to the person'),
  ignored: z.array(ignored).describe('Keys that were not stored, and why'),
  token_error: tokenError.optional(),
  request_id: requestId,
});
export type IdentifyUserAnswer = z.infer<typeof identifyUserAnswer>;

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

export const bulkAnswer = z.object({
  success: z.boolean(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int().describe('Unknown ids that `update_only` left alone'),
  failed: z.int(),
  errors: z
    .array(
      z.object({
        index: z.int(),
        user_id: z.unknown().optional(),
        company_id: z.unknown().optional(),
        code: z.string(),
        error: z.string(),
      }),
    )
    .describe('The rows that were not stored, by their place in the call'),
  ignored: z
    .array(z.object({ index: z.int(), key: z.string(), reason: z.string() }))
    .optional()
    .describe('Keys of stored rows that were not stored, and why'),
  request_id: requestId,
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;

export const userAnswer = z.object({ user: userRecord, request_id: requestId });

export const usersAnswer = z.object({
  users: z.array(userRecord),
  next_cursor: z.string().nullable().describe('Where the next page begins; `null` on the last one'),
  request_id: requestId,
});

/** The same however often it is asked: of what was erased nothing is told. */
export const eraseUserAnswer = z.object({
  success: z.boolean(),
  result: z.literal('erased'),
  user_id: z.string(),
  erased_at: timestamp,
  request_id: requestId,
});

export const liftErasureAnswer = z.object({ success: z.boolean(), result: z.literal('lifted'), request_id: requestId });
