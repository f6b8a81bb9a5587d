import { z } from 'zod';

/** A person's id as callers send it: text, or a number that the door turns into text. Judged by `readUserId`. */
export const rawId = z.union([z.string(), z.number()]);

/**
 * Traits and context are the customer's own JSON; which keys and values are good is decided in the rooms.
 * Checked but never copied: a copy made by assignment would lose a key named `__proto__`.
 */
export const jsonObject = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'expected an object' },
);

/** ISO 8601 text, or epoch milliseconds. An unreadable time is a 400, judged in the room. */
export const rawTime = z.union([z.string(), z.number()]);

/** An empty string counts as no token; anything else that is not a good token is `identity_invalid`. */
export const rawToken = z.string();

/** Travels in headers too, so it is visible ASCII. */
export const sessionId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'expected visible ASCII characters');

export const messageId = z.string().min(1).max(255);

/** What a call may do by itself: nobody is named, somebody is named without proof, somebody is proven. */
export const callTrust = z.enum(['anonymous', 'claimed', 'verified']);
export type CallTrust = z.infer<typeof callTrust>;

export const valueTrust = z.enum(['claimed', 'self', 'verified']);
export type ValueTrust = z.infer<typeof valueTrust>;

export const identityMode = z.enum(['off', 'report', 'enforce']);
export type IdentityMode = z.infer<typeof identityMode>;

export const writeResult = z.enum(['created', 'updated', 'unchanged', 'anonymous']);
export type WriteResult = z.infer<typeof writeResult>;

const ignoredReason = z.enum([
  'invalid_value',
  'higher_trust_kept',
  'older_than_stored',
  'reserved',
  'claim_not_allowed',
  'too_many_keys',
  'too_many_attributes',
  'key_too_long',
  'policy',
  'pinned',
  'company_unverified',
  'erased',
]);
export type IgnoredReason = z.infer<typeof ignoredReason>;

/** A key Halo did not store, and why. */
export const ignored = z.object({ key: z.string(), reason: ignoredReason, detail: z.string().optional() });
export type Ignored = z.infer<typeof ignored>;

/** ISO 8601 with microseconds and `+00:00`. */
export const timestamp = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00$/)
  .describe('ISO 8601 with microseconds and `+00:00`');
export type Timestamp = z.infer<typeof timestamp>;

/** The customer's own JSON in an answer, as it was stored. */
export const jsonAnswer = z.record(z.string(), z.unknown());

/** Stands in every answer but `/config`, which is the same for everybody. */
export const requestId = z.string().describe('Names this call in the log and to support');

/** A bad token did not stop the call (modes `off` and `report`). */
export const tokenError = z
  .enum(['identity_required', 'identity_expired', 'identity_invalid', 'identity_mismatch', 'identity_scope'])
  .describe('Why the token did not count, where it did not stop the call (modes `off` and `report`)');
