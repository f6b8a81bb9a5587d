import type { Proof } from '../identity/prove-user.ts';
import type { ContactWrite } from './contact-write.ts';

/** An e-mail by which a call may turn a lead into its user (safety R4). */
export interface LeadEmail {
  email: string;
  /** Said by a proven person's browser, which proves no e-mail: it finds only the lead that the call's own session left. */
  ofSession: boolean;
  /** Said to be the person's own: they may read what was written under it. */
  proven: boolean;
}

const NONE: ContactWrite['leadEmails'] = [];

/**
 * The e-mails of a call that may convert a lead: a valid token's own claim, a server key's trait, and, for the lead of the
 * same session, the trait of a call with a valid token. None of a call without proof, and none beside a denial that the
 * e-mail was verified.
 */
export function leadEmailsOf(
  proof: Proof,
  ...said: (Record<string, unknown> | null | undefined)[]
): ContactWrite['leadEmails'] {
  if (proof.trust !== 'verified') return NONE;
  const claims = proof.claims ?? {};
  const trait = (key: string) => said.find((traits) => traits && Object.hasOwn(traits, key))?.[key];
  if (isEmailDenied(claims) || denied(trait('email_verified'))) return NONE;
  const emails: LeadEmail[] = [];
  const add = (email: unknown, ofSession: boolean, proven: boolean) => {
    if (typeof email === 'string' && email) emails.push({ email, ofSession, proven });
  };
  add(claims.email, false, claims.email_verified === true);
  const byServer = proof.method === 'server_key';
  add(trait('email'), !byServer, byServer && trait('email_verified') === true);
  return emails.length > 0 ? emails : NONE;
}

/** Whether a token says of its own e-mail that nobody verified it. */
export function isEmailDenied(claims: Record<string, unknown>): boolean {
  return denied(claims.email_verified);
}

/** Some identity providers write the word instead of the value. */
function denied(value: unknown): boolean {
  return value !== undefined && value !== true && value !== 'true';
}
