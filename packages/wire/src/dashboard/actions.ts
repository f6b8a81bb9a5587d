import { z } from 'zod';
import { type CallTrust, callTrust, type Timestamp } from '../sdk/values.ts';

/** Bounds of what an operator may define, and of what a model may fill in. */
export const ACTION_LIMITS = {
  actions: 50,
  arguments: 20,
  identity: 10,
  headers: 20,
  options: 50,
  nameCharacters: 40,
  descriptionCharacters: 1_000,
  urlCharacters: 2_000,
  headerCharacters: 2_000,
  textCharacters: 2_000,
  seconds: 20,
  kilobytes: 256,
} as const;

export const ACTION_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type ActionMethod = (typeof ACTION_METHODS)[number];

/** A name as models take it for a tool, and as JSON, queries and placeholders carry it. */
const name = z
  .string()
  .max(ACTION_LIMITS.nameCharacters)
  .regex(/^[a-z][a-zA-Z0-9_]+$/, 'begin with a small letter; letters, digits and _ only');
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'letters, digits and - only');
const headerValue = z
  .string()
  .max(ACTION_LIMITS.headerCharacters)
  .regex(/^[\x20-\x7e]*$/, 'plain characters on one line only');

/** Something the model fills in. `maxLength` and `options` are of strings. */
export const actionArgument = z.strictObject({
  name,
  type: z.enum(['string', 'number', 'integer', 'boolean']),
  description: z.string().trim().max(300).default(''),
  required: z.boolean().default(true),
  maxLength: z.int().min(1).max(ACTION_LIMITS.textCharacters).default(200),
  /** The only values that are taken; empty: any. */
  options: z.array(z.string().min(1).max(200)).max(ACTION_LIMITS.options).default([]),
});
export type ActionArgument = z.output<typeof actionArgument>;

/** Something Halo fills in, from proven values only: `user_id`, `email`, `company_id`, or `trait:<key>`. */
export const actionIdentity = z.strictObject({
  name,
  value: z
    .string()
    .max(262)
    .regex(/^(?:user_id|email|company_id|trait:.+)$/s, 'user_id, email, company_id or trait:<key>'),
});
export type ActionIdentity = z.output<typeof actionIdentity>;

/**
 * A request that the AI may send. `{name}` stands in the path for one argument or identity parameter; all others go into
 * the query of GET and DELETE, into the JSON body else. `secretHeaders` with a null value keep what is stored.
 */
export const actionBody = z.strictObject({
  name,
  /** For the model: what it does and when to use it. */
  description: z.string().trim().min(1).max(ACTION_LIMITS.descriptionCharacters),
  method: z.enum(ACTION_METHODS),
  url: z.string().trim().min(1).max(ACTION_LIMITS.urlCharacters),
  headers: z
    .array(z.strictObject({ name: headerName, value: headerValue }))
    .max(ACTION_LIMITS.headers)
    .default([]),
  secretHeaders: z
    .array(z.strictObject({ name: headerName, value: headerValue.min(1).nullable() }))
    .max(ACTION_LIMITS.headers)
    .default([]),
  arguments: z.array(actionArgument).max(ACTION_LIMITS.arguments).default([]),
  identity: z.array(actionIdentity).max(ACTION_LIMITS.identity).default([]),
  minimumTrust: callTrust,
  needsClick: z.boolean(),
  /** What the person reads above the buttons: "Cancel your subscription". */
  clickText: z.string().trim().max(200).default(''),
  timeoutSeconds: z.int().min(1).max(ACTION_LIMITS.seconds).default(10),
  maxKilobytes: z.int().min(1).max(ACTION_LIMITS.kilobytes).default(64),
  enabled: z.boolean(),
});
export type ActionBody = z.input<typeof actionBody>;

/** An action as the dashboard shows it: secret headers by their names, the signing secret not at all. */
export interface ActionView extends Omit<z.output<typeof actionBody>, 'secretHeaders'> {
  id: string;
  secretHeaders: string[];
  /** What a call must prove in fact: changing something and speaking of a proven person ask for `verified`. */
  neededTrust: CallTrust;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface ActionsAnswer {
  actions: ActionView[];
}

/** Shown once. */
export interface ActionSecretAnswer {
  id: string;
  secret: string;
}

/**
 * How a call ended, or where it stands. `waiting`: for the person's click. `running`: sent, and no answer yet. `failed`:
 * no answer, or one with an error status. `refused`: never sent. `rehearsed`: not sent, since this was a try-out.
 */
export const CALL_OUTCOMES = [
  'waiting',
  'running',
  'done',
  'failed',
  'declined',
  'expired',
  'refused',
  'rehearsed',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** One line of the log. Never what was answered, and of what was sent the first words only. */
export interface ActionCallLine {
  id: string;
  actionId: string;
  actionName: string;
  at: Timestamp;
  outcome: CallOutcome;
  /** Why it was refused or failed, as a code. */
  reason: string | null;
  status: number | null;
  ms: number | null;
  trust: CallTrust;
  arguments: Record<string, unknown>;
  conversationId: string | null;
  person: { id: string; name: string } | null;
  /** The teammate who tried it. */
  triedBy: string | null;
}

/** A call as it stands beside the answer of the AI that made it. */
export interface AnswerCall extends Pick<ActionCallLine, 'id' | 'actionName' | 'outcome' | 'reason' | 'status'> {
  /** The person was asked for their click, and gave it or declined. */
  clicked: boolean;
  /** What the service answered to a call that was confirmed: its first words, for as long as what the AI saw is kept. */
  result: string | null;
}

export interface ActionCallsAnswer {
  calls: ActionCallLine[];
}

export const actionTryBody = z.strictObject({
  contactId: z.uuid().nullable(),
  arguments: z.record(z.string(), z.unknown()),
});
export type ActionTryBody = z.input<typeof actionTryBody>;

/** What a try would send, without its secrets, and what came of it where it was sent. */
export interface ActionTryAnswer {
  outcome: CallOutcome;
  reason: string | null;
  request: { method: ActionMethod; url: string; body: string | null } | null;
  status: number | null;
  ms: number | null;
  /** What the model would be told. */
  said: string;
}
