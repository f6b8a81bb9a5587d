import { z } from 'zod';
import { jsonObject, rawId, rawToken, sessionId } from './values.ts';

export const audiencePreviewBody = z.object({
  filter: z.unknown(),
  contact_type: z.enum(['users', 'leads', 'all']).nullish(),
  explain: z.boolean().nullish(),
  user_id: rawId.nullish(),
});

export interface FunnelStep {
  path: string;
  field: string;
  op: string;
  /** How many contacts of the type pass this condition alone, lack its value, and are left after it in order. */
  pass: number;
  missing: number;
  left: number;
}

export interface ExplainedCondition {
  path: string;
  field: string;
  op: string;
  expected: unknown;
  found: unknown;
  source: string | null;
  at: string | null;
  trust: string | null;
  pass: boolean;
}

export interface AudiencePreviewAnswer {
  count: number;
  user_ids: string[];
  funnel?: FunnelStep[];
  explanation?: { user_id: string; matches: boolean; conditions: ExplainedCondition[] };
  request_id: string;
}

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

export interface AgentPreviewAnswer {
  system: string;
  customer_block: string;
  sections: { title: string; lines: string[] }[];
  trust: string;
  omitted: { key: string; reason: string }[];
  request_id: string;
}
