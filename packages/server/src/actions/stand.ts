import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Deps } from '../deps.ts';
import { type Action, neededTrust, reaches } from './action.ts';
import { type Arguments, CallRefused } from './call.ts';
import { type ProvenPerson, readIdentity } from './read-identity.ts';

/** Whom a call proves at this moment. */
export interface Standing {
  trust: CallTrust;
  contactId: string | null;
  /** The merged contact that the token proves instead: a mere claim on the survivor (safety R5). */
  heldBy: string | null;
}

/** What a call claims to have proven before, and how to find out whether it still holds. */
export interface ActionCaller extends ProvenPerson {
  trust: CallTrust;
  proveAgain(): Promise<Standing>;
}

/**
 * Lets a call pass to an action, on what is proven now and not on what was when the tool was offered: who was signed out,
 * erased or merged meanwhile, or whose token ended, does not. Answers the identity parameters; throws `CallRefused`.
 */
export async function requireStanding(
  deps: Pick<Deps, 'db' | 'now'>,
  action: Action,
  caller: ActionCaller,
): Promise<Arguments> {
  const needed = neededTrust(action);
  if (!reaches(caller.trust, needed)) throw new CallRefused('trust');
  const now = await caller.proveAgain();
  const trust = now.heldBy === null ? now.trust : 'claimed';
  if (!reaches(trust, needed) || now.contactId !== caller.contactId) throw new CallRefused('trust');
  return readIdentity(deps, action.identity, caller);
}
