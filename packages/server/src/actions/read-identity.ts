import type { ActionIdentity } from '@halo/wire/dashboard/actions.ts';
import { markOf } from '@halo/wire/merge-traits.ts';
import { type CustomerKnowledge, readCustomer } from '../contacts/read-customer.ts';
import type { Deps } from '../deps.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { type Arguments, CallRefused } from './call.ts';

const VERIFIED = 2;

/** Whom an action speaks of. The call has proven to be this contact. */
export interface ProvenPerson {
  workspace: Workspace;
  contactId: string | null;
  companyId: string | null;
}

/**
 * The identity parameters of an action, from verified values and nothing else (safety O2). Throws `CallRefused` where one
 * is missing, is less than verified, or its person is gone.
 */
export async function readIdentity(
  deps: Pick<Deps, 'db' | 'now'>,
  list: readonly ActionIdentity[],
  { workspace, contactId, companyId }: ProvenPerson,
): Promise<Arguments> {
  if (list.length === 0) return {};
  const known = await readCustomer(deps, { workspace, contactId, companyId, sessionRowId: null, trust: 'verified' });
  if (!known.contact || known.contact.mergedInto !== null) throw new CallRefused('person_gone');
  return Object.fromEntries(
    list.map(({ name, value }) => {
      const proven = provenValue(known, value);
      if (proven === null) throw new CallRefused(`identity:${value}`);
      return [name, proven];
    }),
  );
}

function provenValue({ contact, membership }: CustomerKnowledge, value: string): string | number | boolean | null {
  if (value === 'user_id') return contact?.externalId ?? null;
  if (value === 'company_id') return membership?.trust === 'verified' ? membership.companyExternalId : null;
  const key = value === 'email' ? 'email' : value.slice('trait:'.length);
  if (!contact || markOf(contact.provenance, key)?.[VERIFIED] !== VERIFIED) return null;
  const held = Object.hasOwn(contact.values, key) ? contact.values[key] : null;
  if (typeof held === 'string') return held === '' ? null : held;
  return typeof held === 'number' || typeof held === 'boolean' ? held : null;
}
