import { z } from 'zod';
import { userRecord } from './users.ts';
import { timestamp } from './values.ts';

/** Grows when an export says something else by the same name. */
export const EXPORT_VERSION = 1;

const rows = z.array(z.looseObject({ id: z.string() }));

/** All that is held of one person. */
export const exportAnswer = z.object({
  schema_version: z.literal(EXPORT_VERSION),
  exported_at: timestamp,
  user: userRecord,
  other_user_ids: z.array(z.string()).describe('Ids that were merged into this one'),
  provenance: z
    .array(
      z.object({
        key: z.string(),
        cleared: z.boolean(),
        at: timestamp,
        source: z.string(),
        trust: z.enum(['claimed', 'self', 'verified']),
        key_id: z.string().nullable(),
      }),
    )
    .describe('Who wrote each trait, when, and how well proven'),
  proof: z
    .object({
      trust: z.string(),
      method: z.string().nullable(),
      key_id: z.string().nullable(),
      at: timestamp.nullable(),
    })
    .describe('The best proof ever seen for the person'),
  sessions: rows,
  conversations: rows,
  messages: rows.describe('Private notes of the team too'),
  attachments: rows.describe('Pictures of messages; `data` is base64'),
  ai_prompts: rows.describe('What the AI saw before its answers'),
  action_calls: rows.describe('Which actions of the workspace the AI called for them'),
  tickets: rows,
  events: rows,
  segments: rows,
  subscriptions: rows.describe('What the person said about subscription lists'),
  in_app_messages: rows,
  identify_log: rows,
  merges: rows,
});
