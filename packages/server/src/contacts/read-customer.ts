import { markOf } from '@halo/wire/merge-traits.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import type { Deps } from '../deps.ts';
import { readSessionRow } from '../identity/read-session.ts';
import type { Said } from '../identity/session.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { attributeBook } from './attribute-book.ts';
import type { Company } from './company.ts';
import { findCompany } from './company-store.ts';
import type { Contact, Membership } from './contact.ts';
import { findContact } from './contact-store.ts';
import type { ContextEntry } from './context.ts';
import { readContexts } from './context-store.ts';
import { mayKnowStored } from './may-know-stored.ts';
import { readMemberships } from './membership-store.ts';

export interface CustomerToRead {
  workspace: Workspace;
  contactId: string | null;
  sessionRowId: string | null;
  companyId: string | null;
  trust: CallTrust;
  claims?: Record<string, unknown> | null;
}

/** All that may be known of a caller in one turn: stored values as far as the call's trust opens them, and its own words. */
export interface CustomerKnowledge {
  contact: Contact | null;
  /** False when a claimed call names a person whom a token has proved lately: only this session's words count (safety R3). */
  storedAllowed: boolean;
  company: Company | null;
  companyAllowed: boolean;
  membership: Membership | null;
  contexts: { contact: ContextEntry[]; company: ContextEntry[] };
  session: {
    traits: Record<string, unknown>;
    context: Record<string, unknown>;
    companyExternalId: string | null;
    companyTraits: Record<string, unknown>;
    companyContext: Record<string, unknown>;
    claims: Record<string, unknown>;
  };
  /** By `${scope}:${key}`, scopes `user`, `company`, `context`. */
  attributes: Map<string, { label: string | null; description: string | null; sensitive: boolean }>;
  withheld: { key: string; reason: 'claimed_for_proven_user' | 'company_unverified' }[];
}

/** Reads the customer of a turn by the rules of trust (identity C5, safety R3, W4). Nothing is written. */
export async function readCustomer(deps: Pick<Deps, 'db' | 'now'>, call: CustomerToRead): Promise<CustomerKnowledge> {
  const { workspace, contactId, companyId } = call;
  const record = (id: string | null) => (id === null ? [] : [{ workspaceId: workspace.id, id }]);
  const [contact, company, memberships, contactContexts, companyContexts, session, book] = await Promise.all([
    contactId === null ? null : findContact(deps.db.sql, workspace.id, contactId),
    companyId === null ? null : findCompany(deps.db.sql, workspace.id, companyId),
    readMemberships(deps.db.sql, record(contactId)),
    readContexts(deps.db.sql, 'user', record(contactId)),
    readContexts(deps.db.sql, 'company', record(companyId)),
    call.sessionRowId === null ? null : readSessionRow(deps, workspace.id, call.sessionRowId),
    attributeBook(deps.db, workspace.id, deps.now()),
  ]);
  const membership = memberships.find((candidate) => candidate.companyId === companyId) ?? null;
  const storedAllowed =
    contact !== null && mayKnowStored({ identityMode: workspace.identityMode, trust: call.trust }, contact, deps.now());
  const companyAllowed = company !== null && mayKnowCompany(call, membership, storedAllowed, contact);
  const withheld: CustomerKnowledge['withheld'] = [];
  if (contact && !storedAllowed) withheld.push({ key: 'user', reason: 'claimed_for_proven_user' });
  if (company && !companyAllowed) withheld.push({ key: 'company', reason: 'company_unverified' });
  const said: Said = session?.said ?? {};
  return {
    contact,
    storedAllowed,
    company: company && workspace.identityMode !== 'off' ? provenValuesOnly(company) : company,
    companyAllowed,
    membership,
    contexts: {
      contact: storedAllowed ? (contactContexts.get(contactId ?? '') ?? []) : [],
      company: companyAllowed ? effective(workspace, companyContexts.get(companyId ?? '') ?? []) : [],
    },
    session: {
      traits: said.traits ?? {},
      context: said.context ?? {},
      companyExternalId: said.companyExternalId ?? null,
      companyTraits: said.companyTraits ?? {},
      companyContext: said.companyContext ?? {},
      claims: call.claims ?? {},
    },
    attributes: new Map(
      [...book.attributes].map(([name, { label, description, sensitive }]) => [
        name,
        { label, description, sensitive },
      ]),
    ),
    withheld,
  };
}

function mayKnowCompany(
  { workspace, trust }: CustomerToRead,
  membership: Membership | null,
  storedAllowed: boolean,
  contact: Contact | null,
): boolean {
  if (trust === 'anonymous' || (contact !== null && !storedAllowed)) return false;
  if (workspace.identityMode !== 'enforce') return membership !== null;
  if (membership?.trust === 'verified') return true;
  return workspace.companyProof === 'member' && membership !== null && trust === 'verified';
}

/** In `report` and `enforce` what was only claimed of a company counts for nobody but the session that said it (safety W4). */
function provenValuesOnly(company: Company): Company {
  const proven = Object.entries(company.values).filter(([key]) => (markOf(company.provenance, key)?.[2] ?? 0) > 0);
  return { ...company, values: Object.fromEntries(proven) };
}

function effective(workspace: Workspace, entries: ContextEntry[]): ContextEntry[] {
  return workspace.identityMode === 'off' ? entries : entries.filter((entry) => entry.mark[2] > 0);
}
