import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import type { Deps } from '../deps.ts';
import { listContactSessions } from '../identity/list-contact-sessions.ts';
import { Refusal } from '../refusal.ts';
import { listCompaniesOfContact } from './company-list-store.ts';
import { type Contact, displayName } from './contact.ts';
import { findContact } from './contact-store.ts';
import { readContexts } from './context-store.ts';
import { describeRecord } from './described-traits.ts';
import { findMergeOfLoser, idsLeadingTo } from './merge-store.ts';
import { own } from './record-columns.ts';

/** Everything the page of one person shows but the timeline. A merged contact answers as its survivor. */
export async function readContactRecord(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  contactId: string,
): Promise<ContactRecordAnswer> {
  const contact = await requireContact(deps, workspaceId, contactId);
  const name = { workspaceId, id: contact.id };
  const [contexts, companies, sessions, otherUserIds, mergedFrom] = await Promise.all([
    readContexts(deps.db.sql, 'user', [name]),
    listCompaniesOfContact(deps.db.sql, workspaceId, contact.id),
    listContactSessions(deps, workspaceId, contact.id),
    idsLeadingTo(deps.db.sql, workspaceId, contact.id),
    contact.id === contactId ? null : readMergedFrom(deps, workspaceId, contactId),
  ]);
  return {
    person: personOf(contact),
    ...(await describeRecord(deps, workspaceId, 'user', contact, contexts.get(contact.id) ?? [])),
    companies,
    signedUpAt: text(contact, 'signed_up_at'),
    firstSeen: contact.firstSeen,
    lastSeen: contact.lastSeen,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    sessions,
    otherUserIds,
    mergedFrom,
  };
}

async function readMergedFrom(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  loserId: string,
): Promise<ContactRecordAnswer['mergedFrom']> {
  const [loser, merge] = await Promise.all([
    findContact(deps.db.sql, workspaceId, loserId),
    findMergeOfLoser(deps.db.sql, workspaceId, loserId),
  ]);
  return { mergeId: merge?.id ?? null, displayName: nameOf(loser?.values), at: merge?.at ?? null };
}

function nameOf(values: Contact['values'] = {}): string {
  return displayName({ name: own(values, 'name'), email: own(values, 'email') });
}

/** The living contact behind an id, redirects of merges followed. Refuses `not_found`. */
export async function requireContact(deps: Pick<Deps, 'db'>, workspaceId: string, contactId: string): Promise<Contact> {
  const contact = await findContact(deps.db.sql, workspaceId, contactId);
  const survivor = contact?.mergedInto ? await findContact(deps.db.sql, workspaceId, contact.mergedInto) : contact;
  if (!survivor) throw new Refusal('not_found', 'There is no such contact.');
  return survivor;
}

/** A contact as every page shows a person. */
export function personOf(contact: Contact): ContactRecordAnswer['person'] {
  const name = text(contact, 'name');
  const email = text(contact, 'email');
  return {
    contactId: contact.id,
    userId: contact.externalId,
    claimedUserId: null,
    kind: contact.kind,
    displayName: displayName({ name, email }),
    name,
    email,
    trust: { level: contact.trust, method: contact.trustMethod, at: contact.provenAt, keyId: contact.trustKeyId },
  };
}

function text(contact: Contact, key: string): string | null {
  const value = own(contact.values, key);
  return typeof value === 'string' ? value : null;
}
