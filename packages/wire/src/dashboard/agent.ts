import { z } from 'zod';
import { agentStyle } from '../agent-style.ts';
import { LIMITS } from '../limits.ts';
import type { Timestamp } from '../sdk/values.ts';

/** Something an agent knows how to do, said by its operator: when, and step by step. */
export const agentSkill = z.strictObject({
  name: z.string().trim().min(1).max(80),
  instructions: z.string().trim().min(1).max(4_000),
});
export type AgentSkill = z.infer<typeof agentSkill>;

/** What an operator may change of an agent; what is absent stays. */
export const agentPatch = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    greeting: z.string().trim().max(500),
    suggestedMessages: z.array(z.string().trim().min(1).max(120)).max(4),
    /** Empty: the widget says it in the language of the page. */
    liveHelpLabel: z.string().trim().max(40),
    style: agentStyle,
    instructions: z.string().max(20_000),
    goal: z.string().trim().max(2_000),
    boundaries: z.string().trim().max(4_000),
    skills: z.array(agentSkill).max(20),
  })
  .partial();
export type AgentPatch = z.infer<typeof agentPatch>;

export interface AgentWords extends Required<AgentPatch> {
  id: string;
  updatedAt: Timestamp;
}

export const modelProvider = z.enum(['builtin', 'openai', 'anthropic', 'openai-compatible']);
export type ModelProvider = z.infer<typeof modelProvider>;

/**
 * A workspace's own model. Without `key` the stored one stays, as long as provider and address do; another address never
 * gets a key that was given for the one before.
 */
export const workspaceModel = z.strictObject({
  provider: modelProvider,
  model: z.string().trim().max(200),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  key: z.string().trim().min(1).max(1_000).nullish(),
});
export type WorkspaceModel = z.infer<typeof workspaceModel>;

/** US dollars for a million tokens. */
const price = z.number().min(0).max(100_000).nullable();
const daily = z.int().min(0).max(100_000_000).nullable();

/** `model: null` goes back to the server's own. */
export const aiSettingsPatch = z
  .strictObject({
    guidance: z.array(z.string().trim().min(1).max(500)).max(30),
    model: workspaceModel.nullable(),
    inputPrice: price,
    outputPrice: price,
    dailyCalls: daily,
    dailyUnprovedCalls: daily,
  })
  .partial();
export type AiSettingsPatch = z.infer<typeof aiSettingsPatch>;

export interface AiSettingsView {
  guidance: string[];
  /** Null while the server's own model answers. The key is never told. */
  model: { provider: ModelProvider; model: string; baseUrl: string | null; hasKey: boolean } | null;
  inputPrice: number | null;
  outputPrice: number | null;
  dailyCalls: number | null;
  /** Null: the server's own bound. */
  dailyUnprovedCalls: number | null;
  /** What the server's environment says, which holds where the workspace says nothing. */
  server: { provider: ModelProvider; model: string; dailyUnprovedCalls: number };
}

export interface AgentAnswer {
  agents: AgentWords[];
  settings: AiSettingsView;
}

/** Asks a model for one word. `model` absent: the one that answers now. */
export const tryModelBody = z.strictObject({ model: workspaceModel.nullish() });
export type TryModelBody = z.infer<typeof tryModelBody>;

export type TryModelAnswer =
  | { ok: true; model: string; milliseconds: number; said: string }
  | { ok: false; model: string; code: string; status: number | null };

/** One UTC day. `costMicros` is in millionths of a dollar and leaves out the `unpriced` answers. */
export interface UsageDay {
  day: string;
  calls: number;
  unprovedCalls: number;
  answers: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
  unpriced: number;
}

export interface UsageAnswer {
  /** The last 30 days, oldest first, without gaps. */
  days: UsageDay[];
}

/** What one answer cost. Tokens are null where the provider did not say. */
export interface AnswerCost {
  model: string;
  inputTokens: number | null;
  outputTokens: number | null;
  costMicros: number | null;
}

/** A tool that a model may call in a turn. */
export interface OfferedTool {
  name: string;
  description: string;
  /** What a model may fill in; missing where the record is older than this. */
  arguments?: { name: string; type: string; required: boolean; about: string }[];
}

/** A tool that was called: with what, as JSON, and what the model was told. Long ones are cut. */
export interface ToolCall {
  name: string;
  input: string;
  said: string;
  /** What a search found, best first; `certainty` is how sure it is that it answers the question, 0–1. */
  found?: { title: string; certainty: number }[];
}

/** A picture for an agent's widget, as a data URL; judged by its content. */
export const newPictureBody = z.strictObject({
  picture: z.string().max(Math.ceil(LIMITS.agentPictureBytes / 3) * 4 + 100),
});

/** The picture's name, by its content: what a style says of it. */
export interface NewPictureAnswer {
  picture: string;
  width: number;
  height: number;
}
