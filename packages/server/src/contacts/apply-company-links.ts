import { LEVELS } from '@halo/wire/merge-traits.ts';
import type { Ignored } from '@halo/wire/sdk/values.ts';
import { hashSessionId } from '../identity/session.ts';
import {
  type Batch,
  type CompanyDraft,
  type ContactDraft,
  draftOfCompany,
  nameKey,
  newCompany,
  sessionKey,
} from './batch.ts';
import type { Membership } from './contact.ts';
import { type ContactWrite, isWritten } from './contact-write.ts';
import { storedTime } from './traits.ts';

/**
 * Links or unlinks the person of a call and the companies it names (identity §4). A membership is verified when the
 * token names the company or the call came with a server key; a link never loses the trust it once had, and where trust
 * counts it is ended by those who prove as much (safety W1).
 */
export function applyCompanyLinks(
  batch: Batch,
  write: ContactWrite,
  person: ContactDraft | null,
  company: CompanyDraft | null,
): { changed: boolean; linked: boolean; ignored: Ignored[] } {
  const outcome = { changed: false, linked: false, ignored: [] as Ignored[] };
  if (!person || write.person?.mode === 'existing') return outcome;

  for (const externalId of write.provenCompanies) {
    const proven = knownOrNew(batch, write, externalId);
    outcome.changed = link(person, proven, 'verified', 'token', batch.now) || outcome.changed;
  }
  const first = write.provenCompanies[0];
  if (first !== undefined && tokenNamesAnew(batch, write)) {
    setCurrent(person, knownOrNew(batch, write, first).company.id);
  }

  if (!company || !write.company || !isWritten(write.company)) return outcome;
  const { proven, remove } = write.company;
  if (remove) {
    const known = person.memberships.find(({ companyId }) => companyId === company.company.id);
    if (known?.trust === 'verified' && !proven && write.workspace.identityMode !== 'off') {
      outcome.ignored.push({ key: 'company', reason: 'higher_trust_kept' });
    } else outcome.changed = unlink(person, company.company.id) || outcome.changed;
    return outcome;
  }
  const trust = proven ? 'verified' : 'claimed';
  const method = proven ? (write.method ?? write.source) : write.source;
  outcome.changed = link(person, company, trust, method, batch.now) || outcome.changed;
  outcome.linked = true;
  setCurrent(person, company.company.id);
  return outcome;
}

/** Links a company that a session named before its person was known (identity C3). Answers whether that is news. */
export function linkRemembered(
  batch: Batch,
  write: ContactWrite,
  person: ContactDraft,
  companyExternalId: string,
): boolean {
  const company = batch.companies.get(nameKey(write.workspace.id, companyExternalId));
  if (!company) return false;
  if (write.provenCompanies.length === 0) setCurrent(person, company.company.id);
  return link(person, company, 'claimed', 'browser', batch.now);
}

/**
 * A token travels with every call. It names a company when the session meets it first; after that the company which
 * the session named last stays the current one (identity C2).
 */
export function tokenNamesAnew(batch: Batch, write: ContactWrite): boolean {
  const id = write.session?.sessionId ?? null;
  const known = id === null ? undefined : batch.sessions.get(sessionKey(write.workspace.id, hashSessionId(id)));
  const named = (claims: Record<string, unknown> | null | undefined) =>
    JSON.stringify([claims?.user_id ?? claims?.sub, claims?.company_id, claims?.companies]);
  return !known?.session.claims || named(known.session.claims) !== named(write.session?.claims);
}

function knownOrNew(batch: Batch, write: ContactWrite, externalId: string): CompanyDraft {
  const key = nameKey(write.workspace.id, externalId);
  const known = batch.companies.get(key);
  if (known) return known;
  const made = draftOfCompany(newCompany(write, externalId, batch.now), true);
  batch.companies.set(key, made);
  return made;
}

function link(
  person: ContactDraft,
  company: CompanyDraft,
  trust: Membership['trust'],
  method: string,
  now: Date,
): boolean {
  const at = storedTime(now);
  const companyId = company.company.id;
  const known = person.memberships.find((membership) => membership.companyId === companyId);
  person.membershipsRemoved.delete(companyId);
  person.membershipsWritten.add(companyId);
  if (known) {
    known.namedAt = at;
    const raised = LEVELS.indexOf(trust) > LEVELS.indexOf(known.trust);
    if (raised || known.trust === trust) Object.assign(known, { trust, method });
    return raised;
  }
  person.memberships.unshift({
    workspaceId: person.contact.workspaceId,
    contactId: person.contact.id,
    companyId,
    companyExternalId: company.company.externalId,
    companyName: typeof company.company.values.name === 'string' ? company.company.values.name : null,
    trust,
    method,
    since: at,
    namedAt: at,
  });
  return true;
}

function unlink(person: ContactDraft, companyId: string): boolean {
  const at = person.memberships.findIndex((membership) => membership.companyId === companyId);
  if (at < 0) return false;
  person.memberships.splice(at, 1);
  person.membershipsWritten.delete(companyId);
  person.membershipsRemoved.add(companyId);
  if (person.contact.currentCompanyId === companyId) {
    person.contact.currentCompanyId = person.memberships[0]?.companyId ?? null;
    person.touched = true;
  }
  return true;
}

function setCurrent(person: ContactDraft, companyId: string): void {
  if (person.contact.currentCompanyId === companyId) return;
  person.contact.currentCompanyId = companyId;
  person.touched = true;
}
