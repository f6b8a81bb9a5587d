import { z } from 'zod';
import type { Ignored, Timestamp } from '../sdk/values.ts';

/** A token to be judged as a call would. It is neither stored nor logged, and counts as no use of its key. */
export const testTokenBody = z.object({
  token: z.string().trim().min(1).max(20_000),
  /** The `user_id` of the call; null judges the token alone. */
  userId: z.string().max(255).nullable().default(null),
  purpose: z.enum(['user', 'users.update', 'companies.update']).default('user'),
});
export type TestTokenBody = z.input<typeof testTokenBody>;
export type TokenPurpose = z.output<typeof testTokenBody>['purpose'];

export interface TokenTestAnswer {
  ok: boolean;
  /** The precise cause, as the identify log names it; null for a good token. */
  fault: string | null;
  /** What a caller would be told; null for a good token. */
  code: string | null;
  /** The server's clock, by which times are judged. */
  at: Timestamp;
  /** What the token says of itself, believed or not; null when it cannot be read. */
  says: {
    algorithm: string | null;
    kid: string | null;
    userId: string | null;
    issuer: string | null;
    audience: string | null;
    scope: string | null;
    /** Seconds since 1970. */
    issuedAt: number | null;
    notBefore: number | null;
    expiresAt: number | null;
  } | null;
  /** The key that it named or was signed with. */
  key: { id: string; kind: 'secret' | 'public'; issuer: string | null; audience: string | null } | null;
  /** An identity secret that it was signed with and that has ended. */
  endedKey: { id: string; endedAt: Timestamp } | null;
  /** The algorithms of the workspace's live keys. */
  algorithms: string[];
  maxTokenAgeHours: number | null;
  /** Names of the traits that identify would store. */
  stores: string[];
  ignored: Ignored[];
}
