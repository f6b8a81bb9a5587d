import type { CallTrust, IdentityMode } from '@halo/wire/sdk/values.ts';
import type { Contact } from './contact.ts';

/** For this long after their own token a person is not told of to a claimed call. */
export const PROVEN_LATELY_MS = 30 * 86_400_000;

/** Whether what is stored of a contact may count for a call: never where a token has proved them lately and this call did not (safety R3). */
export function mayKnowStored(
  { identityMode, trust }: { identityMode: IdentityMode; trust: CallTrust },
  { tokenProvenAt }: Pick<Contact, 'tokenProvenAt'>,
  now: Date,
): boolean {
  if (trust === 'verified') return true;
  // Where proof is asked for, a claim that got this far is the token of an id that was merged away (safety R5).
  if (trust === 'anonymous' || identityMode === 'enforce') return false;
  return tokenProvenAt === null || now.getTime() - Date.parse(tokenProvenAt) > PROVEN_LATELY_MS;
}
