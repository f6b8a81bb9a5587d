import type { Traits } from '@halo/wire/merge-traits.ts';

/** A person record. Times are ISO text with microseconds. */
export interface Contact extends Traits {
  workspaceId: string;
  id: string;
  kind: 'user' | 'lead';
  /** `user_id` on the wire; null for leads. */
  externalId: string | null;
  currentCompanyId: string | null;
  mergedInto: string | null;
  /** The best proof ever seen for this person. */
  trust: 'claimed' | 'verified';
  trustMethod: string | null;
  trustKeyId: string | null;
  provenAt: string | null;
  /** When the person's own token last proved them; decides what a claimed call may still learn (safety R3). */
  tokenProvenAt: string | null;
  /** When they were signed out everywhere: tokens from before prove them no more (safety K2). */
  sessionsValidFrom: string | null;
  /** Whether `user_created` was told; a by-product owes it until the first identify. */
  announced: boolean;
  firstSeen: string | null;
  lastSeen: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A contact's place in a company, as answers and panels show it. */
export interface Membership {
  workspaceId: string;
  contactId: string;
  companyId: string;
  companyExternalId: string;
  companyName: string | null;
  trust: 'claimed' | 'self' | 'verified';
  method: string;
  since: string;
  namedAt: string;
}

/** What a person is called everywhere (identity I8). */
export function displayName(person: { name?: unknown; email?: unknown } | null | undefined): string {
  for (const value of [person?.name, person?.email]) {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return 'Anonymous';
}

/** An e-mail as it is looked up: trimmed, NFC, ASCII in lower case. Null for what is not one plain address. */
export function emailKey(email: unknown): string | null {
  if (typeof email !== 'string') return null;
  const key = email
    .trim()
    .normalize('NFC')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return key.length <= 320 && /^[^\s@<>",;:\\()[\]]+@[^\s@<>",;:\\()[\]]+\.[^\s@<>",;:\\()[\].]+$/.test(key)
    ? key
    : null;
}
