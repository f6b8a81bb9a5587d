import type { Database, Tx } from '../db/database.ts';
import { hashSessionId } from '../identity/session.ts';
import { lockSessions } from '../identity/sessions-of-batch.ts';
import { attributeBook } from './attribute-book.ts';
import { type Batch, draftOfCompany, draftOfContact, nameKey, seenMessageOf, sessionKey } from './batch.ts';
import { type CompanyName, lockCompanies, readCompaniesByName } from './company-store.ts';
import { type ContactName, lockContacts, readContactsByName } from './contact-store.ts';
import { type ContactWrite, isWritten } from './contact-write.ts';
import { readContexts } from './context-store.ts';
import { readMemberships } from './membership-store.ts';
import { readSeenMessages } from './seen-message-store.ts';

const SEVEN_DAYS_MS = 7 * 86_400_000;

/** A row met by its old name while a merge moved it: the batch starts again and finds it by the new one. */
class MovedMeanwhile extends Error {
  readonly code = '40001';
}

/**
 * Reads what a batch of calls needs: contacts, then companies, then sessions, each locked in the order of their ids;
 * then, under those locks, memberships, contexts and known deliveries.
 */
export async function lockBatch(db: Database, tx: Tx, writes: readonly ContactWrite[], now: Date): Promise<Batch> {
  const { people, owned, linked, hashes } = namesOf(writes);
  const [contacts, companies, sessions] = await Promise.all([
    lockContacts(tx.sql, people),
    lockCompanies(tx.sql, owned),
    lockSessions(tx, hashes, now),
  ]);
  if (contacts.some(({ contact }) => contact.mergedInto !== null))
    throw new MovedMeanwhile('a contact was merged meanwhile');

  const batch = await emptyBatch(db, writes, now);
  for (const session of sessions) {
    const draft = { session, isNew: false, touched: false };
    batch.sessions.set(sessionKey(session.workspaceId, session.tokenHash), draft);
    if (session.priorTokenHash) batch.sessions.set(sessionKey(session.workspaceId, session.priorTokenHash), draft);
  }
  const remembered = sessions.flatMap(({ workspaceId, said }) =>
    said.companyExternalId ? [{ workspaceId, externalId: said.companyExternalId }] : [],
  );
  const locked = new Set(owned.map(({ workspaceId, externalId }) => nameKey(workspaceId, externalId)));
  const toLink = [...linked, ...remembered].filter((name) => !locked.has(nameKey(name.workspaceId, name.externalId)));
  const [links] = await Promise.all([
    readCompaniesByName(tx.sql, toLink),
    fill(tx, batch, writes, contacts, companies),
  ]);
  for (const company of links) {
    const key = nameKey(company.workspaceId, company.externalId);
    if (!batch.companies.has(key)) batch.companies.set(key, draftOfCompany(company));
  }
  return batch;
}

/** The same without a lock, for bulk calls to look whether they would change anything at all. */
export async function peekBatch(db: Database, writes: readonly ContactWrite[], now: Date): Promise<Batch> {
  const { people, owned } = namesOf(writes);
  const [contacts, companies, batch] = await Promise.all([
    readContactsByName(db.sql, people),
    readCompaniesByName(db.sql, owned),
    emptyBatch(db, writes, now),
  ]);
  await fill({ sql: db.sql } as unknown as Tx, batch, writes, contacts, companies);
  return batch;
}

async function emptyBatch(db: Database, writes: readonly ContactWrite[], now: Date): Promise<Batch> {
  const workspaces = [...new Set(writes.map((write) => write.workspace.id))];
  const books = await Promise.all(workspaces.map((id) => attributeBook(db, id, now)));
  return {
    now,
    contacts: new Map(),
    companies: new Map(),
    sessions: new Map(),
    books: new Map(books.map((book) => [book.workspaceId, book])),
    seenMessages: new Set(),
    newMessages: [],
    bound: [],
    newAttributes: new Map(),
    tallies: new Map(),
  };
}

async function fill(
  tx: Tx,
  batch: Batch,
  writes: readonly ContactWrite[],
  contacts: Awaited<ReturnType<typeof lockContacts>>,
  companies: Awaited<ReturnType<typeof lockCompanies>>,
): Promise<void> {
  const byId = new Map(contacts.map(({ contact }) => [contact.id, draftOfContact(contact)]));
  for (const { namedAs, contact } of contacts)
    batch.contacts.set(nameKey(contact.workspaceId, namedAs), byId.get(contact.id)!);
  for (const company of companies)
    batch.companies.set(nameKey(company.workspaceId, company.externalId), draftOfCompany(company));
  const people = [...byId.values()].map((draft) => draft.contact);
  const messages = writes.flatMap((write) => seenMessageOf(write) ?? []);
  const interactive = writes.some((write) => !write.bulk);
  const wantsContext = writes.some((write) => write.person?.context || write.trust === 'verified');
  const [memberships, contexts, companyContexts, seen] = await Promise.all([
    interactive ? readMemberships(tx.sql, people) : [],
    wantsContext ? readContexts(tx.sql, 'user', people) : new Map(),
    readContexts(tx.sql, 'company', companies),
    readSeenMessages(tx.sql, messages, new Date(batch.now.getTime() - SEVEN_DAYS_MS)),
  ]);
  for (const membership of memberships) byId.get(membership.contactId)?.memberships.push({ ...membership });
  for (const [id, entries] of contexts) byId.get(id)!.context = entries;
  for (const company of companies) {
    const draft = batch.companies.get(nameKey(company.workspaceId, company.externalId))!;
    draft.context = companyContexts.get(company.id) ?? [];
  }
  batch.seenMessages = seen;
}

function namesOf(writes: readonly ContactWrite[]) {
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
