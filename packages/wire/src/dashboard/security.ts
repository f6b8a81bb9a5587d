import { z } from 'zod';
import type { IdentityMode, Timestamp } from '../sdk/values.ts';
import { pageQuery } from './paging.ts';
import type { PublicKeyRow } from './public-keys.ts';

/** What the last seven days, today included, say about a mode: who was proven, who would be refused. Only contacts that exist count. */
export interface IdentityFigures {
  from: Timestamp;
  to: Timestamp;
  /** Calls that named a user. */
  calls: number;
  verifiedCalls: number;
  /** Calls `enforce` would have refused. */
  wouldRefuseCalls: number;
  refusedCalls: number;
  /** Contacts those calls spoke of. */
  people: number;
  verifiedPeople: number;
  /** Contacts with at least one call that would be refused. */
  affectedPeople: number;
  /** The seven days, oldest first; a day is `2026-05-27` in the workspace's zone. */
  days: { day: string; verifiedCalls: number; wouldRefuseCalls: number; refusedCalls: number }[];
  /** Why calls were or would be refused, the most frequent first; `days` holds the calls of each of the seven days. */
  reasons: { reason: string; calls: number; people: number; days: number[] }[];
  /** The people affected last, at most 50. */
  affected: AffectedPerson[];
  /** Whether any call was ever proven, in these seven days or before. */
  everVerified: boolean;
}

/** People whose calls were or would be refused in the last seven days, the latest first. */
export const affectedQuery = pageQuery.extend({ reason: z.string().max(64).optional() });
export type AffectedQuery = z.input<typeof affectedQuery>;

export interface AffectedPerson {
  contactId: string;
  userId: string | null;
  displayName: string;
  reason: string;
  calls: number;
  lastAt: Timestamp;
}

export interface SecurityAnswer {
  identityMode: IdentityMode;
  whoMayWrite: 'everybody' | 'identified';
  companyProof: 'token' | 'member';
  maxTokenAgeHours: number | null;
  /** What must be typed to switch to `enforce`, or null when no confirmation is needed. */
  enforceConfirmation: string | null;
  identitySecrets: IdentitySecretRow[];
  publicKeys: PublicKeyRow[];
  serverKeys: ServerKeyRow[];
}

/** `id` is the `kid` of tokens signed with it. */
export interface IdentitySecretRow {
  id: string;
  hint: string;
  createdAt: Timestamp;
  /** When it stops verifying; in the past: ended. */
  endsAt: Timestamp | null;
  live: boolean;
  lastUsedAt: Timestamp | null;
  accepted: number;
  refused: number;
}

/** Makes a new secret. The ones before it end after `endOthersAfterHours`; null leaves them as they are, 0 ends them now. */
export const createSecretBody = z.object({
  endOthersAfterHours: z.number().min(0).max(720).nullable().default(24),
});
export type CreateSecretBody = z.input<typeof createSecretBody>;

/** The only time the secret is ever shown. */
export interface CreatedSecretAnswer {
  id: string;
  secret: string;
  identitySecrets: IdentitySecretRow[];
}

export const SERVER_KEY_SCOPES = ['read', 'write', 'merge', 'erase', 'settings'] as const;
export const serverKeyScope = z.enum(SERVER_KEY_SCOPES);
export type ServerKeyScope = z.infer<typeof serverKeyScope>;

export interface ServerKeyRow {
  id: string;
  name: string;
  hint: string;
  scopes: ServerKeyScope[];
  createdAt: Timestamp;
  lastUsedAt: Timestamp | null;
  endedAt: Timestamp | null;
}

export const createServerKeyBody = z.object({
  name: z.string().trim().min(1).max(120),
  scopes: z.array(serverKeyScope).min(1).default(['write']),
});
export type CreateServerKeyBody = z.input<typeof createServerKeyBody>;

/** The only time the key is ever shown. */
export interface CreatedServerKeyAnswer {
  id: string;
  key: string;
  serverKeys: ServerKeyRow[];
}
