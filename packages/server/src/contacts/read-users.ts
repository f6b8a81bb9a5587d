import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Contact, Membership } from './contact.ts';
import { pageOfUsers } from './contact-store.ts';
import type { ContextEntry } from './context.ts';
import { readContexts } from './context-store.ts';
import { readMemberships } from './membership-store.ts';
import { readContactsByName } from './named-contact-store.ts';
import { requireContact } from './read-contact-record.ts';

export interface WholeContact {
  contact: Contact;
  context: ContextEntry[];
  memberships: Membership[];
}

/** One person by external id, redirects of merged ids followed. Refuses `not_found`. */
export async function readUser(deps: Pick<Deps, 'db'>, workspaceId: string, externalId: string): Promise<WholeContact> {
  // What cannot be an id is nobody's; the database would choke on some of it.
  const named = readUserId(externalId);
  const [found] = named.ok ? await readContactsByName(deps.db.sql, [{ workspaceId, externalId: named.id }]) : [];
  if (!found) throw new Refusal('not_found', 'There is no user with this id.');
  return readWholeContact(deps, found.contact);
}

/** One person by row id. Refuses `not_found`. */
export async function readContactWhole(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  contactId: string,
): Promise<WholeContact> {
  const contact = await requireContact(deps, workspaceId, contactId);
  const [whole] = await withSurroundings(deps, [contact]);
  return whole!;
}

/** People with an external id, newest first; `after` names the last one of the page before. */
export async function listUsers(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  page: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<WholeContact[]> {
  return withSurroundings(deps, await pageOfUsers(deps.db.sql, workspaceId, page.after, page.limit));
}

/** A contact with what stands beside its row. */
export async function readWholeContact(deps: Pick<Deps, 'db'>, contact: Contact): Promise<WholeContact> {
  const [whole] = await withSurroundings(deps, [contact]);
  return whole!;
}

async function withSurroundings(deps: Pick<Deps, 'db'>, contacts: Contact[]): Promise<WholeContact[]> {
  const [contexts, memberships] = await Promise.all([
    readContexts(deps.db.sql, 'user', contacts),
    readMemberships(deps.db.sql, contacts),
  ]);
  return contacts.map((contact) => ({
    contact,
    context: contexts.get(contact.id) ?? [],
    memberships: memberships.filter((membership) => membership.contactId === contact.id),
  }));
}
