import { z } from 'zod';
import { retention, timeZone } from '../sdk/settings.ts';
import type { IdentityMode, Timestamp } from '../sdk/values.ts';
import type { IdentityFigures } from './security.ts';

/** Every setting of a workspace. */
export interface WorkspaceSettings {
  name: string;
  identityMode: IdentityMode;
  whoMayWrite: 'everybody' | 'identified';
  companyProof: 'token' | 'member';
  timeZone: string;
  maxTokenAgeHours: number | null;
  tracking: boolean;
  /** What is kept for how many days; see `retention`. */
  identifyLogDays: number;
  sessionDays: number;
  visitorDays: number;
  promptDays: number | null;
}

/** `confirmation` is the workspace's name, typed: needed to switch to `enforce` while no verified call was ever seen. */
export const settingsBody = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    identityMode: z.enum(['off', 'report', 'enforce']),
    whoMayWrite: z.enum(['everybody', 'identified']),
    companyProof: z.enum(['token', 'member']),
    timeZone,
    maxTokenAgeHours: z.int().min(1).max(8760).nullable(),
    tracking: z.boolean(),
    identifyLogDays: retention.identify_log_days,
    sessionDays: retention.session_days,
    visitorDays: retention.visitor_days,
    promptDays: retention.prompt_days,
    confirmation: z.string().max(200),
  })
  .partial();
export type SettingsBody = z.infer<typeof settingsBody>;

/** `figures` is there when the identity mode was part of the change. */
export interface SettingsAnswer {
  settings: WorkspaceSettings;
  figures?: IdentityFigures;
}

export const attributeScope = z.enum(['user', 'company', 'context']);
export type AttributeScope = z.infer<typeof attributeScope>;
export const attributesQuery = z.object({ scope: attributeScope });

/**
 * Who may write a key, in every mode: anyone; those who prove it (token claims, server keys, teammates); teammates only.
 */
export const attributePolicy = z.enum(['anyone', 'verified', 'teammates']);
export type AttributePolicy = z.infer<typeof attributePolicy>;

/** One discovered attribute: a key somebody has sent, or a teammate has declared. */
export interface Attribute {
  scope: AttributeScope;
  key: string;
  /** Inferred types in the order met: `text`, `number`, `boolean`, `date`, `list`, `object`, … More than one: the type changed. */
  types: string[];
  /** How many records hold it now, and of how many. */
  heldBy: number;
  records: number;
  /** Null for a declared key that nobody has sent yet. */
  firstSeen: Timestamp | null;
  lastSeen: Timestamp | null;
  /** When a value of another type than those before was met; null when all were of one. */
  retypedAt: Timestamp | null;
  sources: string[];
  /** A proven writer has sent it. */
  proven: boolean;
  label: string | null;
  description: string | null;
  policy: AttributePolicy;
  sensitive: boolean;
}

export interface AttributesAnswer {
  attributes: Attribute[];
  counts: Record<AttributeScope, number>;
  limit: number;
}

/** What one agent may be shown of what is known: names such as `user:plan`; null is all but sensitive attributes. */
export interface AgentAttributes {
  id: string;
  name: string;
  allowed: string[] | null;
}

export interface AgentAttributesAnswer {
  agents: AgentAttributes[];
}

export const agentAttributesBody = z.strictObject({
  allowed: z
    .array(
      z
        .string()
        .max(270)
        .regex(/^(?:user|company|context):./s),
    )
    .max(6_000)
    .nullable(),
});
export type AgentAttributesBody = z.infer<typeof agentAttributesBody>;

/** What teammates say about a key, or of one that nobody has sent yet. Blank text clears. A sensitive key is kept from the AI. */
export const attributePatch = z.strictObject({
  scope: attributeScope,
  key: z.string().min(1).max(255),
  label: z.string().trim().max(80).nullable().optional(),
  description: z.string().trim().max(500).nullable().optional(),
  policy: attributePolicy.optional(),
  sensitive: z.boolean().optional(),
});
export type AttributePatch = z.infer<typeof attributePatch>;
