import { emptyTraits } from '@halo/wire/merge-traits.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { idOfName, newId } from '../db/new-id.ts';
import type { Session } from '../identity/session.ts';
import type { UndatedToken } from '../identity/user-token.ts';
import type { Linked, News } from '../topics.ts';
import type { AttributeBook } from './attribute-book.ts';
import type { AttributeScope, SeenAttribute } from './attribute-store.ts';
import type { Company } from './company.ts';
import type { Contact, Membership } from './contact.ts';
import type { ContactWrite } from './contact-write.ts';
import type { ContextEntry } from './context.ts';
import type { Tombstone } from './erasure.ts';
import type { Redirect } from './named-contact-store.ts';
import type { SeenMessage } from './seen-message-store.ts';
import { storedTime } from './traits.ts';

/** A person as a batch changes them in memory, under the row's lock. */
export interface ContactDraft {
  contact: Contact;
  isNew: boolean;
  /** The row was a lead's; it gets its external id now. */
  named: boolean;
  /** Something of the row moved, be it only activity. */
  touched: boolean;
  factsChanged: boolean;
  changed: Set<string>;
  context: ContextEntry[];
  contextChanged: boolean;
  memberships: Membership[];
  membershipsWritten: Set<string>;
  membershipsRemoved: Set<string>;
  /** `user_created` is due. */
  announced: boolean;
  quiet: boolean;
  /** What the first call of a new person is told was linked. */
  linked: Linked;
}

export interface CompanyDraft {
  company: Company;
  isNew: boolean;
  touched: boolean;
  factsChanged: boolean;
  changed: Set<string>;
  context: ContextEntry[];
  contextChanged: boolean;
}

export interface SessionDraft {
  session: Session;
  isNew: boolean;
  touched: boolean;
}

/** All that a batch of writes read, and all that it will write. */
export interface Batch {
  /** The version of saved filters that each workspace goes by until the commit; empty where nothing is held. */
  filterVersions: Map<string, number>;
  now: Date;
  /** By `nameKey`. Several names may lead to one draft, after a merge. */
  contacts: Map<string, ContactDraft>;
  /** The names among them that were merged away. */
  redirects: Map<string, Redirect>;
  companies: Map<string, CompanyDraft>;
  /** By `sessionKey`, under the current and the prior id alike. */
  sessions: Map<string, SessionDraft>;
  /** Leads that a call may turn into users, locked, by workspace and e-mail key; each the only one with its e-mail. */
  leads: Map<string, ContactDraft>;
  converted: News['leadsConverted'];
  books: Map<string, AttributeBook>;
  seenMessages: Set<string>;
  newMessages: SeenMessage[];
  /** When tokens without `iat` were first seen, by `tokenName`. */
  seenTokens: ReadonlyMap<string, string>;
  newTokens: UndatedToken[];
  /** Of erased people whom calls name, by `nameKey`; only those that `loadTombstones` had to ask for. */
  tombstones: Map<string, Tombstone>;
  bound: News['sessionsBound'];
  newAttributes: Map<string, SeenAttribute>;
  tallies: Map<string, { workspaceId: string; scope: AttributeScope; key: string; delta: number }>;
}

export function nameKey(workspaceId: string, externalId: string): string {
  return `${workspaceId} ${externalId}`;
}

export function sessionKey(workspaceId: string, hash: Buffer): string {
  return `${workspaceId} ${hash.toString('base64')}`;
}

export function draftOfContact(contact: Contact, isNew = false): ContactDraft {
  return {
    contact,
    isNew,
    named: false,
    touched: isNew,
    factsChanged: isNew,
    changed: new Set(),
    context: [],
    contextChanged: false,
    memberships: [],
    membershipsWritten: new Set(),
    membershipsRemoved: new Set(),
    announced: false,
    quiet: true,
    linked: { conversations: 0, tickets: 0 },
  };
}

export function draftOfCompany(company: Company, isNew = false): CompanyDraft {
  return {
    company,
    isNew,
    touched: isNew,
    factsChanged: isNew,
    changed: new Set(),
    context: [],
    contextChanged: false,
  };
}

/** Tokens from before an erasure prove the person no more who comes after it (safety K2). */
export function newContact(batch: Batch, write: ContactWrite, externalId: string): Contact {
  const tombstone = batch.tombstones.get(nameKey(write.workspace.id, externalId));
  return {
    ...emptyContact(write.workspace.id, externalId, batch.now),
    sessionsValidFrom: tombstone?.erasedAt ?? null,
  };
}

/** A contact of whom nothing is known yet; without an id of the customer's it is a lead. */
export function emptyContact(workspaceId: string, externalId: string | null, now: Date): Contact {
  const at = storedTime(now);
  return {
    ...emptyTraits(),
    workspaceId,
    id: newId(),
    kind: externalId === null ? 'lead' : 'user',
    externalId,
    currentCompanyId: null,
    mergedInto: null,
    trust: 'claimed',
    trustMethod: null,
    trustKeyId: null,
    provenAt: null,
    tokenProvenAt: null,
    sessionsValidFrom: null,
    announced: false,
    firstSeen: null,
    lastSeen: null,
    createdAt: at,
    updatedAt: at,
  };
}

export function newCompany(write: ContactWrite, externalId: string, now: Date): Company {
  const at = storedTime(now);
  return {
    ...emptyTraits(),
    workspaceId: write.workspace.id,
    id: newId(),
    externalId,
    trust: 'claimed',
    createdAt: at,
    updatedAt: at,
  };
}

/** Counts a key that one record more, or one fewer, holds. */
export function noteTally(batch: Batch, workspaceId: string, scope: AttributeScope, key: string, delta: number): void {
  if (delta === 0) return;
  const name = `${workspaceId} ${scope} ${key}`;
  const known = batch.tallies.get(name);
  if (known) known.delta += delta;
  else batch.tallies.set(name, { workspaceId, scope, key, delta });
}

const DAY_MS = 86_400_000;

/** Null for calls without `message_id`. */
export function seenMessageOf(write: ContactWrite): SeenMessage | null {
  if (write.messageId === null) return null;
  const { workspace, door, person, company, trust, messageId, receivedAt } = write;
  const subject = [person?.externalId ?? null, company?.externalId ?? null];
  return nameMessage({ workspaceId: workspace.id, door, subject, trust, receivedAt }, messageId);
}

/** Where a delivery comes from, as far as its name goes. */
export interface MessageOrigin {
  workspaceId: string;
  door: string;
  subject: readonly (string | null)[];
  trust: CallTrust;
  receivedAt: Date;
}

/**
 * The name under which a delivery is remembered: unique per workspace, endpoint, subject and proof class, so that an
 * unproved id never suppresses a proved call (safety W5).
 */
export function nameMessage(origin: MessageOrigin, messageId: string): SeenMessage {
  const { workspaceId, door, subject, trust, receivedAt } = origin;
  const name = JSON.stringify([workspaceId, door, subject, trust, messageId]);
  const day = Math.floor(receivedAt.getTime() / DAY_MS);
  // 1970-01-01 was a Thursday; partitions begin on Mondays.
  const monday = day - ((day + 3) % 7);
  return { workspaceId, id: idOfName(name), week: new Date(monday * DAY_MS).toISOString().slice(0, 10) };
}
