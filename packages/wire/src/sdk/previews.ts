import { z } from 'zod';
import { callTrust, jsonObject, rawId, rawToken, requestId, sessionId, timestamp, valueTrust } from './values.ts';

export const audiencePreviewBody = z.object({
  filter: z.unknown(),
  contact_type: z.enum(['users', 'leads', 'all']).nullish(),
  explain: z.boolean().nullish(),
  user_id: rawId.nullish(),
});

const condition = { path: z.string(), field: z.string(), op: z.string() };

/** How many contacts of the type pass this condition alone, lack its value, and are left after it in order. */
export const funnelStep = z.object({
  ...condition,
  pass: z.int().describe('Who passes this condition alone'),
  missing: z.int().describe('Who lacks the value'),
  left: z.int().describe('Who is left after this condition and those before'),
});
export type FunnelStep = z.infer<typeof funnelStep>;

/** Why nobody matches, or why the answer was slow, in words that name the fix. */
export const audienceHint = z.object({
  path: z.string().nullable().describe('The condition it speaks of; null: the whole filter'),
  code: z.enum([
    'nobody_yet',
    'first_login_pending',
    'awaiting_login',
    'never_seen',
    'kept_elsewhere',
    'seen_on_others',
    'mixed_types',
    'other_values',
    'too_little_trust',
    'none_together',
    'index_when_saved',
  ]),
  message: z.string(),
});
export type AudienceHint = z.infer<typeof audienceHint>;

export const explainedCondition = z.object({
  ...condition,
  expected: z.unknown().optional(),
  found: z.unknown().optional(),
  source: z.string().nullable().describe('Where the value came from'),
  at: timestamp.nullable().describe('Since when it holds'),
  trust: valueTrust.nullable(),
  pass: z.boolean(),
});
export type ExplainedCondition = z.infer<typeof explainedCondition>;

export const audiencePreviewAnswer = z.object({
  count: z.int().describe('Exact, at this moment'),
  user_ids: z.array(z.string()).describe('The first 1,000, oldest contact first; leads have none'),
  funnel: z.array(funnelStep).optional().describe('With `explain`: each condition in order'),
  hints: z
    .array(audienceHint)
    .optional()
    .describe('With `explain`: why nobody matches, or why it took long, and what to do'),
  explanation: z
    .object({ user_id: z.string(), matches: z.boolean(), conditions: z.array(explainedCondition) })
    .optional()
    .describe('With `user_id`: why this person matches or not'),
  request_id: requestId,
});
export type AudiencePreviewAnswer = z.infer<typeof audiencePreviewAnswer>;

export const agentPreviewBody = z.object({
  user_id: rawId.nullish(),
  session_id: sessionId.nullish(),
  company_id: rawId.nullish(),
  user_token: rawToken.nullish(),
  custom_fields: jsonObject.nullish(),
  context: jsonObject.nullish(),
  message: z.string().max(10_000).nullish(),
});
export type AgentPreviewBody = z.input<typeof agentPreviewBody>;

export const agentPreviewAnswer = z.object({
  system: z.string().describe('The whole system prompt'),
  customer_block: z.string().describe('What it says of the customer, without fence or declaration; empty for nobody'),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
  trust: callTrust,
  omitted: z.array(z.object({ key: z.string(), reason: z.string() })).describe('What the model does not get, and why'),
  request_id: requestId,
});
export type AgentPreviewAnswer = z.infer<typeof agentPreviewAnswer>;
