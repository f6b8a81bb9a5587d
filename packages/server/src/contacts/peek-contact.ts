import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Contact } from './contact.ts';
import { readMemberships } from './membership-store.ts';
import { requireContact } from './read-contact-record.ts';

/**
 * A contact as a call of theirs would be met, with the company it is about: the one named, of which they are a member,
 * or else their current one. Nothing is written, `last_seen` included. Refuses `not_found`.
 */
export async function peekContact(
  deps: Pick<Deps, 'db'>,
  named: { workspaceId: string; contactId: string; companyId: string | null },
): Promise<{ contact: Contact; companyId: string | null }> {
  const contact = await requireContact(deps, named.workspaceId, named.contactId);
  if (named.companyId === null) return { contact, companyId: contact.currentCompanyId };
  const memberships = await readMemberships(deps.db.sql, [{ workspaceId: named.workspaceId, id: contact.id }]);
  if (!memberships.some(({ companyId }) => companyId === named.companyId)) {
    throw new Refusal('not_found', 'This contact is in no such company.');
  }
  return { contact, companyId: named.companyId };
}
