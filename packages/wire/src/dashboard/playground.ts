import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import type { ChatAction } from '../sdk/chat.ts';
import type { CallTrust } from '../sdk/values.ts';
import type { OfferedTool, ToolCall } from './agent.ts';
import type { EscalationDecision } from './escalation.ts';

/** What was said in the playground before: it is kept by the page alone. */
const talked = z.strictObject({
  author: z.enum(['user', 'ai']),
  text: z.string().max(70_000),
  /** Names of the tools an answer tried. */
  tools: z.array(z.string().max(100)).max(50),
  /** The answer would have handed over. */
  escalated: z.boolean(),
});
export type RehearsedMessage = z.infer<typeof talked>;

const json = z.record(z.string(), z.unknown()).nullable();

/** One question in the playground: as whom, with what, and what was said before. Ids are those of rows. */
export const rehearsalBody = z.strictObject({
  message: z.string().trim().min(1).max(LIMITS.messageCharacters),
  /** Null: a visitor of whom nothing is known. */
  contactId: z.uuid().nullable(),
  /** What the call proves; a lead is always a visitor. */
  trust: z.enum(['claimed', 'verified']),
  /** One of the contact's companies; null: the current one. */
  companyId: z.uuid().nullable(),
  customFields: json,
  context: json,
  /** Tried in the place of the agent's own, and stored nowhere. */
  instructions: z.string().max(20_000).nullable(),
  talk: z.array(talked).max(40),
});
export type RehearsalBody = z.infer<typeof rehearsalBody>;

/** What the answer is made from, word for word. */
export interface RehearsedPrompt {
  model: string;
  /** Why the built-in answerer stands in for the workspace's model. */
  note: string | null;
  trust: CallTrust;
  system: string;
  sections: { title: string; lines: string[] }[];
  omitted: { key: string; reason: string }[];
  history: readonly { role: 'user' | 'assistant'; text: string }[];
}

/** What comes out of one question, in order; `done` is last unless the stream breaks off. */
export type RehearsalEvent =
  | { type: 'prompt'; prompt: RehearsedPrompt }
  | { type: 'offered'; tools: OfferedTool[] }
  | { type: 'text'; text: string }
  | { type: 'called'; call: ToolCall }
  | { type: 'action'; action: ChatAction }
  | { type: 'decision'; decision: EscalationDecision }
  | { type: 'fault'; code: string; retryable: boolean; status: number | null }
  | {
      type: 'done';
      milliseconds: number;
      usage: { inputTokens: number; outputTokens: number } | null;
      costMicros: number | null;
    };
