import type { Database, Sql, Tx } from '../db/database.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { hashSessionId, type Session } from '../identity/session.ts';
import { lockSessions } from '../identity/sessions-of-batch.ts';
import { whenFirstSeen } from '../identity/undated-tokens.ts';
import { isUndated } from '../identity/user-token.ts';
import { attributeBook } from './attribute-book.ts';
import { type Batch, draftOfCompany, draftOfContact, nameKey, seenMessageOf, sessionKey } from './batch.ts';
import type { Company } from './company.ts';
import { type CompanyName, lockCompanies, readCompaniesByName } from './company-store.ts';
import type { Membership } from './contact.ts';
import { type ContactWrite, isWritten, rowName } from './contact-write.ts';
import type { ContextEntry } from './context.ts';
import { readContextsByName } from './context-store.ts';
import { wantedLeads } from './convert-leads.ts';
import { findOnlyLeads, type LeadName } from './lead-store.ts';
import { readMembershipsByName } from './membership-store.ts';
import {
  type ContactName,
  leadWhereTheyLed,
  lockContacts,
  type NamedContact,
  readContactsByName,
} from './named-contact-store.ts';
import { readSeenMessages } from './seen-message-store.ts';
import { storedTime } from './traits.ts';

const SEVEN_DAYS_MS = 7 * 86_400_000;

/** A row met by its old name while a merge moved it: the batch starts again and finds it by the new one. */
class MovedMeanwhile extends Error {
  readonly code = '40001';
}

/** Leads that calls turn into users were found without a lock; the batch starts again and locks them in order. */
export class LeadsMet extends Error {
  readonly code = '40001';
  readonly leads: readonly LeadName[];

  constructor(leads: readonly LeadName[]) {
    super('leads are to be locked with the contacts');
    this.leads = leads;
  }
}

/**
 * Reads what a batch of calls needs: the version of saved filters, then contacts, companies and sessions, each locked in
 * the order of their ids, and behind those locks memberships, contexts and known deliveries. The statements travel
 * together. `leads` are locked with the contacts.
 */
export async function lockBatch(
  db: Database,
  tx: Tx,
  writes: readonly ContactWrite[],
  now: Date,
  leads: readonly LeadName[],
): Promise<Batch> {
  const names = namesOf(writes);
  // Before the first lock, for it may have to ask the database.
  const batch = await emptyBatch(db, writes, now);
  const workspaces = [...new Set(writes.map((write) => write.workspace.id))];
  const [filterVersions, contacts, companies, sessions, surroundings, links] = await Promise.all([
    holdFilters(tx, workspaces),
    lockContacts(tx.sql, leads.length > 0 ? [...names.people, ...leads.map(byRow)] : names.people),
    lockCompanies(tx.sql, names.owned),
    lockSessions(tx, names.hashes, now),
    readSurroundings(tx.sql, writes, names, now),
    readCompaniesByName(tx.sql, names.linked),
  ]);
  if (contacts.some(({ contact }) => contact.mergedInto !== null)) {
    throw new MovedMeanwhile('a contact was merged meanwhile');
  }
  const redirected = contacts.filter(({ redirect }) => redirect !== null);
  if (redirected.length > 0 && !(await leadWhereTheyLed(tx.sql, redirected))) {
    throw new MovedMeanwhile('a merge was undone meanwhile');
  }
  batch.filterVersions = filterVersions;
  fill(batch, contacts, companies, surroundings);
  const drafts = sessions.map((session) => ({ session, isNew: false, touched: false }));
  for (const draft of drafts) batch.sessions.set(sessionKey(draft.session.workspaceId, draft.session.tokenHash), draft);
  for (const draft of drafts) {
    const { workspaceId, priorTokenHash, priorUntil } = draft.session;
    // The id before a rotation is dead after its minute, even beside a call that brings the live one.
    if (priorTokenHash === null || priorUntil === null || priorUntil <= storedTime(now)) continue;
    const key = sessionKey(workspaceId, priorTokenHash);
    if (!batch.sessions.has(key)) batch.sessions.set(key, draft);
  }
  addLinked(batch, links);
  const [remembered, met] = await Promise.all([
    readCompaniesByName(tx.sql, rememberedCompanies(batch, sessions)),
    findOnlyLeads(tx.sql, wantedLeads(batch, writes)),
  ]);
  addLinked(batch, remembered);
  if (met.length > 0) holdLeads(batch, met);
  return batch;
}

function byRow({ workspaceId, id }: LeadName): ContactName {
  return { workspaceId, externalId: rowName(id) };
}

/** Throws `LeadsMet` with what is still to be locked. A lead that ended while its lock was waited for is not met anew. */
function holdLeads(batch: Batch, met: Awaited<ReturnType<typeof findOnlyLeads>>): void {
  const drafts = met.map(({ workspaceId, id }) => batch.contacts.get(nameKey(workspaceId, rowName(id))));
  if (drafts.includes(undefined)) throw new LeadsMet(met);
  for (const [index, { workspaceId, emailKey }] of met.entries()) {
    batch.leads.set(`${workspaceId} ${emailKey}`, drafts[index]!);
  }
}

/** Companies that sessions named before anybody was known in them, as far as they are not there yet. */
function rememberedCompanies(batch: Batch, sessions: readonly Session[]): CompanyName[] {
  return sessions.flatMap(({ workspaceId, contactId, said }) =>
    contactId === null && said.companyExternalId && !batch.companies.has(nameKey(workspaceId, said.companyExternalId))
      ? [{ workspaceId, externalId: said.companyExternalId }]
      : [],
  );
}

function addLinked(batch: Batch, companies: readonly Company[]): void {
  for (const company of companies) {
    const key = nameKey(company.workspaceId, company.externalId);
    if (!batch.companies.has(key)) batch.companies.set(key, draftOfCompany(company));
  }
}

/** The same without a lock, for bulk calls to look whether they would change anything at all. */
export async function peekBatch(db: Database, writes: readonly ContactWrite[], now: Date): Promise<Batch> {
  const names = namesOf(writes);
  const batch = await emptyBatch(db, writes, now);
  const [contacts, companies, surroundings] = await Promise.all([
    readContactsByName(db.sql, names.people),
    readCompaniesByName(db.sql, names.owned),
    readSurroundings(db.sql, writes, names, now),
  ]);
  fill(batch, contacts, companies, surroundings);
  return batch;
}

async function emptyBatch(db: Database, writes: readonly ContactWrite[], now: Date): Promise<Batch> {
  const workspaces = [...new Set(writes.map((write) => write.workspace.id))];
  const books = await Promise.all(workspaces.map((id) => attributeBook(db, id, now)));
  return {
    now,
    filterVersions: new Map(),
    contacts: new Map(),
    redirects: new Map(),
    companies: new Map(),
    sessions: new Map(),
    leads: new Map(),
    converted: [],
    books: new Map(books.map((book) => [book.workspaceId, book])),
    seenMessages: new Set(),
    newMessages: [],
    seenTokens: new Map(),
    newTokens: [],
    tombstones: new Map(),
    bound: [],
    newAttributes: new Map(),
    tallies: new Map(),
  };
}

interface Surroundings {
  memberships: Membership[];
  contexts: Map<string, ContextEntry[]>;
  companyContexts: Map<string, ContextEntry[]>;
  seenMessages: Set<string>;
  seenTokens: Map<string, string>;
}

async function readSurroundings(
  sql: Sql,
  writes: readonly ContactWrite[],
  names: Names,
  now: Date,
): Promise<Surroundings> {
  const messages = writes.flatMap((write) => seenMessageOf(write) ?? []);
  const interactive = writes.some((write) => !write.bulk);
  const wantsContext = writes.some((write) => write.person?.context || (write.trust === 'verified' && !write.bulk));
  const tokens = writes.flatMap(({ workspace, token }) =>
    isUndated(token) ? [{ workspaceId: workspace.id, token }] : [],
  );
  const [memberships, contexts, companyContexts, seenMessages, seenTokens] = await Promise.all([
    interactive ? readMembershipsByName(sql, names.people) : [],
    wantsContext ? readContextsByName(sql, 'user', names.people) : new Map<string, ContextEntry[]>(),
    readContextsByName(sql, 'company', names.owned),
    readSeenMessages(sql, messages, new Date(now.getTime() - SEVEN_DAYS_MS)),
    whenFirstSeen(sql, tokens),
  ]);
  return { memberships, contexts, companyContexts, seenMessages, seenTokens };
}

function fill(
  batch: Batch,
  contacts: readonly NamedContact[],
  companies: readonly Company[],
  surroundings: Surroundings,
): void {
  const byId = new Map(contacts.map(({ contact }) => [contact.id, draftOfContact(contact)]));
  for (const { namedAs, contact, redirect } of contacts) {
    const name = nameKey(contact.workspaceId, namedAs);
    batch.contacts.set(name, byId.get(contact.id)!);
    if (redirect) batch.redirects.set(name, redirect);
  }
  for (const membership of surroundings.memberships)
    byId.get(membership.contactId)?.memberships.push({ ...membership });
  for (const draft of byId.values()) draft.context = surroundings.contexts.get(draft.contact.id) ?? [];
  for (const company of companies) {
    const draft = draftOfCompany(company);
    draft.context = surroundings.companyContexts.get(company.id) ?? [];
    batch.companies.set(nameKey(company.workspaceId, company.externalId), draft);
  }
  batch.seenMessages = surroundings.seenMessages;
  batch.seenTokens = surroundings.seenTokens;
}

interface Names {
  people: ContactName[];
  owned: CompanyName[];
  linked: CompanyName[];
  hashes: { workspaceId: string; hash: Buffer }[];
}

function namesOf(writes: readonly ContactWrite[]): Names {
  const people = new Map<string, ContactName>();
  const owned = new Map<string, CompanyName>();
  const linked = new Map<string, CompanyName>();
  const hashes = new Map<string, { workspaceId: string; hash: Buffer }>();
  for (const { workspace, person, company, provenCompanies, session } of writes) {
    const workspaceId = workspace.id;
    const add = <T>(names: Map<string, T>, externalId: string, name: T) =>
      names.set(nameKey(workspaceId, externalId), name);
    if (person) add(people, person.externalId, { workspaceId, externalId: person.externalId });
    // Only a company that is written is locked; a thousand people of one company may log in side by side.
    if (company)
      add(isWritten(company) ? owned : linked, company.externalId, { workspaceId, externalId: company.externalId });
    for (const externalId of provenCompanies) add(linked, externalId, { workspaceId, externalId });
    if (session?.sessionId) {
      const hash = hashSessionId(session.sessionId);
      hashes.set(sessionKey(workspaceId, hash), { workspaceId, hash });
    }
  }
  return {
    people: [...people.values()],
    owned: [...owned.values()],
    linked: [...linked.values()],
    hashes: [...hashes.values()],
  };
}
