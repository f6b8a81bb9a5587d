import type { CallTrust, IdentityMode } from '@halo/wire/sdk/values.ts';

/** A context entry as it was sent: `{ label, type?, value }`, or any bare JSON value. */
export interface ContextEntry {
  key: string;
  entry: unknown;
}

/** What teammates set for a discovered attribute, as far as the prompt cares. */
export interface PromptAttribute {
  label?: string | null;
  description?: string | null;
  sensitive?: boolean;
}

export type AttributeScope = 'user' | 'company' | 'context';

/** Something the prompt does not show, and why. Keys read `plan`, `company.plan`, `context.billing`, `company`. */
export interface Omission {
  key: string;
  reason: OmissionReason;
}

export type OmissionReason =
  | 'sensitive'
  | 'not_allowed'
  | 'no_room'
  /** Nobody has proven that the person belongs to the company (identity C5). */
  | 'company_unverified'
  /** The call only claims to be somebody whom a token has proven lately (safety R3). */
  | 'claimed_for_proven_user';

/**
 * Everything one turn of an agent may know about whom it talks to. Values are keyed by column name or custom key,
 * instants of columns as ISO 8601 text; a null person is a visitor of whom nothing is known.
 */
export interface Customer {
  identityMode: IdentityMode;
  person: { level: CallTrust; values: Record<string, unknown> } | null;
  /** The current company only; `level` is the trust of the membership. */
  company: { id: string; level: 'claimed' | 'verified'; values: Record<string, unknown> } | null;
  /** In the order in which their keys were first set. */
  contexts: ContextEntry[];
  /** By `attributeKey`. */
  attributes: ReadonlyMap<string, PromptAttribute>;
  /** If set, only these attributes (by `attributeKey`) may be shown. */
  allowList?: readonly string[];
  /** What the caller withheld before the merge, to be named beside what the prompt leaves out. */
  withheld?: readonly Omission[];
  now: Date;
  zone: string;
}

/** Names an attribute of a scope: `user:plan`, `company:plan`, `context:billing`. */
export function attributeKey(scope: AttributeScope, key: string): string {
  return `${scope}:${key}`;
}
