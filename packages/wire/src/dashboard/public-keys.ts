import { z } from 'zod';
import type { Timestamp } from '../sdk/values.ts';

/** A public key, or an address of some: their owner signs tokens with RS256, ES256 or EdDSA, and Halo holds no secret. */
export interface PublicKeyRow {
  id: string;
  name: string;
  kind: 'pem' | 'jwks';
  /** Of the JWKS; null for a pasted key. */
  url: string | null;
  issuer: string;
  audience: string;
  /** The claims that may be stored. */
  claims: string[];
  /** One for a pasted key; those an address listed when it was read last. */
  keys: { kid: string | null; algorithm: string; thumbprint: string }[];
  createdAt: Timestamp;
  endedAt: Timestamp | null;
  lastUsedAt: Timestamp | null;
  accepted: number;
  refused: number;
  /** When the address was read last with success, and what was wrong the last time, in words. */
  fetchedAt: Timestamp | null;
  fetchFault: string | null;
}

const rules = {
  name: z.string().trim().min(1).max(120),
  /** What `iss` must be, exactly. */
  issuer: z.string().trim().min(1).max(500),
  /** What `aud` must be or contain. */
  audience: z.string().trim().min(1).max(500),
  claims: z.array(z.string().trim().min(1).max(255)).max(50).default(['email', 'name']),
};

export const addPublicKeyBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pem'),
    ...rules,
    pem: z.string().max(16_000),
    /** The `kid` that its tokens carry, if they do. */
    kid: z.string().trim().min(1).max(255).nullable().default(null),
  }),
  z.object({ kind: z.literal('jwks'), ...rules, url: z.url({ protocol: /^https?$/ }).max(2_000) }),
]);
export type AddPublicKeyBody = z.input<typeof addPublicKeyBody>;

export interface AddedPublicKeyAnswer {
  id: string;
  /** Keys at the address that are of no use here. */
  passedOver: number;
  publicKeys: PublicKeyRow[];
}
