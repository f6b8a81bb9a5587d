import { z } from 'zod';
import type { CallTrust, Timestamp, ValueTrust } from '../sdk/values.ts';
import type { AttributePolicy } from './settings.ts';

/** The badge beside a name: how far this person is proven, by what, when. */
export interface TrustMark {
  level: CallTrust;
  /** `token`, `server_key`, `teammate`, `update`, `import` or `stripe`; null when nothing was proven. */
  method: string | null;
  at: Timestamp | null;
  keyId: string | null;
}

/** A person as every list and header shows them. */
export interface Person {
  /** Null for a visitor: a browser session without a contact. */
  contactId: string | null;
  /** The customer's own id for this person; null for leads and visitors. */
  userId: string | null;
  /** An id that was claimed in chat and that Halo does not know yet. */
  claimedUserId: string | null;
  kind: 'user' | 'lead' | 'visitor';
  /** Name, else e-mail, else "Anonymous". Never empty. */
  displayName: string;
  name: string | null;
  email: string | null;
  trust: TrustMark;
}

/** A company as a person's header, a list cell or a link shows it. */
export interface CompanyLink {
  id: string;
  /** The customer's own id for the company. */
  companyId: string;
  displayName: string;
  plan: string | null;
}

/** A company of one contact. */
export interface CompanyOfContact extends CompanyLink {
  current: boolean;
  trust: ValueTrust;
  method: string;
  since: Timestamp;
}

/** One value and where it came from. */
export interface Trait {
  key: string;
  /** What teammates call it, when somebody gave it a label. */
  label: string | null;
  value: unknown;
  /** True for keys Halo has a column for (name, email, plan of a company, …). */
  recognised: boolean;
  sensitive: boolean;
  /** Who may write it. */
  policy: AttributePolicy;
  /** Held by a teammate against every other writer; null when it is not. */
  pinned: { at: Timestamp; by: string | null } | null;
  provenance: Provenance | null;
}

/** A key that was cleared lately, and by whom. Remembered for 30 days. */
export interface ClearedTrait {
  key: string;
  label: string | null;
  provenance: Provenance;
}

/** Who said a value, how sure Halo is, and when. */
export interface Provenance {
  trust: ValueTrust;
  /** `browser`, `server`, `token`, `update`, `import`, `stripe` or `teammate`. */
  source: string;
  at: Timestamp;
  keyId: string | null;
  /** The name of the teammate who wrote it; null for other sources, and for who is a teammate no more. */
  by: string | null;
}

/** One trait, changed by hand. `value: null` clears it and releases its pin; without `value` it stays as it is. */
export const traitEdit = z
  .strictObject({ key: z.string().min(1).max(255), value: z.unknown(), pinned: z.boolean() })
  .partial({ value: true, pinned: true })
  .refine(({ value, pinned }) => value !== undefined || pinned !== undefined, {
    error: 'says neither a value nor whether it is pinned',
  });
export type TraitEdit = z.infer<typeof traitEdit>;

/** One entry of `setContext`, as it was sent. */
export interface ContextItem {
  key: string;
  label: string | null;
  entry: unknown;
  sensitive: boolean;
  provenance: Provenance | null;
}

/** Whom a ticket is assigned to, who wrote a message. */
export interface TeammateLink {
  id: string;
  name: string;
}
