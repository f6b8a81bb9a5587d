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

export type CallTrust = 'anonymous' | 'claimed' | 'verified';
export type ValueTrust = 'claimed' | 'self' | 'verified';
export type IdentityMode = 'off' | 'report' | 'enforce';
export type WriteResult = 'created' | 'updated' | 'unchanged' | 'anonymous';

/** A key Halo did not store, and why. */
export interface Ignored {
  key: string;
  reason: IgnoredReason;
  detail?: string;
}

export type IgnoredReason =
  | 'invalid_value'
  | 'higher_trust_kept'
  | 'older_than_stored'
  | 'reserved'
  | 'too_many_keys'
  | 'too_many_attributes'
  | 'key_too_long'
  | 'policy'
  | 'pinned'
  | 'company_unverified'
  | 'erased';

/** ISO 8601 with microseconds and `+00:00`. */
export type Timestamp = string;
