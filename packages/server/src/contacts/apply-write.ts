import { LEVELS, type Level, TEAMMATE } from '@halo/wire/merge-traits.ts';
import type { Ignored } from '@halo/wire/sdk/values.ts';
import { isUndated, refuseSignedOut, tokenName } from '../identity/user-token.ts';
import { Refusal } from '../refusal.ts';
import { applyCompanyLinks } from './apply-company-links.ts';
import { applyRecord, type Recorded } from './apply-record.ts';
import { applySession } from './apply-session.ts';
import {
  type Batch,
  type CompanyDraft,
  type ContactDraft,
  draftOfCompany,
  draftOfContact,
  nameKey,
  newCompany,
  newContact,
  seenMessageOf,
} from './batch.ts';
import { asClaim, type CompanyPart, type ContactWrite, isWritten, type WriteOutcome } from './contact-write.ts';
import { standing } from './context.ts';
import { draftOfMetLead, type MetLead, meetLead, takeLead } from './convert-leads.ts';
import type { Redirect } from './named-contact-store.ts';
import { refuseOversize } from './refuse-oversize.ts';
import { type Scope, storedTime } from './traits.ts';

/**
 * Applies one call to the batch in memory and answers what came of it. Touches nothing outside the batch; a Refusal is
 * thrown before anything of the call was applied.
 */
export function applyWrite(batch: Batch, write: ContactWrite): WriteOutcome {
  const message = seenMessageOf(write);
  const repeated = message !== null && batch.seenMessages.has(message.id);
  const redirect = redirectOf(batch, write);
  const heldBy = redirect?.heldBy ?? null;
  const counted = heldBy !== null && write.ownToken ? asClaim(write) : write;
  const effective = repeated ? presentRecordOnly(counted) : counted;

  const known = knownPerson(batch, effective);
  const lead = meetLead(batch, effective, known);
  const person = known ?? newPerson(batch, effective, lead);
  refuseSignedOutCall(batch, effective, person, redirect);
  const company = companyOf(batch, effective, person);
  const ignored: Ignored[] = [...effective.ignored];
  const personIsNew = person !== null && known === null;
  const companyIsNew =
    company !== null && !batch.companies.has(nameKey(write.workspace.id, company.company.externalId));
  refuseOversize(effective, person, company);

  if (person && personIsNew) batch.contacts.set(nameKey(write.workspace.id, person.contact.externalId!), person);
  if (company && companyIsNew) batch.companies.set(nameKey(write.workspace.id, company.company.externalId), company);
  if (isUndated(write.token) && person) batch.newTokens.push({ workspaceId: write.workspace.id, token: write.token });
  if (message && !repeated) {
    batch.seenMessages.add(message.id);
    batch.newMessages.push(message);
  }

  const outcome: WriteOutcome = {
    result: 'unchanged',
    trust: effective.trust,
    heldBy,
    contact: person?.contact ?? null,
    contactContext: [],
    memberships: person?.memberships ?? [],
    company: company?.company ?? null,
    companyContext: [],
    linkedCompany: false,
    session: null,
    claimedExternalId: person || !effective.person ? null : effective.person.externalId,
    companyId: company?.company.id ?? person?.contact.currentCompanyId ?? null,
    linked: { conversations: 0, tickets: 0 },
    ignored,
    refused: effective.ignored,
    changed: [],
    recorded: { user: NOTHING, company: NOTHING },
    repeated,
    renewed: false,
  };
  if (person && effective.person) {
    if (personIsNew) person.linked = outcome.linked;
    const recorded = applyRecord(batch, effective, 'user', person, effective.person);
    note(outcome, 'user', recorded);
    if (lead) takeLead(batch, effective, person, lead, outcome);
    if (!repeated) notePerson(effective, person, recorded, batch.now);
  }
  if (company && effective.company && isWritten(effective.company)) {
    const recorded = applyRecord(
      batch,
      effective,
      'company',
      company,
      asMember(effective, effective.company, person, company),
    );
    note(outcome, 'company', recorded);
    noteCompany(effective, company, recorded, batch.now);
  }
  const links = applyCompanyLinks(batch, effective, person, company);
  outcome.linkedCompany = links.linked;
  ignored.push(...links.ignored);
  if (effective.session) {
    // A session goes by whom its token proves, also where that is not the person its id leads to.
    const proven = { trust: write.trust, ownToken: write.ownToken };
    outcome.session = applySession(batch, { ...effective, ...proven }, person, company, outcome, links);
  }
  const changed = personIsNew || companyIsNew || lead !== null || links.changed || outcome.changed.length > 0;
  outcome.result = resultOf(effective, { personIsNew, companyIsNew, changed, person, company });
  // As it is now: later calls of the batch go on with the drafts, and none of what they bring is this caller's to see.
  outcome.contact = person && { ...person.contact };
  outcome.memberships = person ? person.memberships.map((membership) => ({ ...membership })) : [];
  outcome.company = company && { ...company.company };
  outcome.contactContext = standing(person?.context ?? []);
  outcome.companyContext = standing(company?.context ?? []);
  return outcome;
}

const NOTHING = { changed: [], ignored: [] };

function note(outcome: WriteOutcome, scope: Scope, recorded: Recorded): void {
  outcome.recorded[scope] = recorded;
  outcome.renewed ||= recorded.renewed;
  outcome.ignored.push(...recorded.ignored);
  outcome.changed.push(...recorded.changed);
}

/** A repeated delivery writes nothing; it is answered with what is there (identity T4). */
function presentRecordOnly(write: ContactWrite): ContactWrite {
  const still = <T extends { traits: unknown; context: unknown }>(part: T | null) =>
    part && { ...part, mode: 'lookup' as const, traits: [], context: null, seen: false, remove: false };
  return { ...write, person: still(write.person), company: still(write.company), provenCompanies: [], ignored: [] };
}

function redirectOf(batch: Batch, { workspace, person }: ContactWrite): Redirect | null {
  if (batch.redirects.size === 0 || !person) return null;
  return batch.redirects.get(nameKey(workspace.id, person.externalId)) ?? null;
}

function knownPerson(batch: Batch, { workspace, person, bulk }: ContactWrite): ContactDraft | null {
  if (!person) return null;
  const key = nameKey(workspace.id, person.externalId);
  if (bulk && batch.tombstones.get(key)?.lifted === false) {
    throw new Refusal('erased', 'This user was erased. Lift the erasure to let bulk calls make them anew.');
  }
  const known = batch.contacts.get(key);
  if (known && person.mode === 'create') {
    const details = { contact_id: known.contact.id };
    throw new Refusal('conflict', 'There is a contact with this user id already.', details);
  }
  return known ?? null;
}

function newPerson(batch: Batch, write: ContactWrite, lead: MetLead | null): ContactDraft | null {
  if (write.person?.mode !== 'upsert' && write.person?.mode !== 'create') return null;
  if (lead) return draftOfMetLead(batch, lead, write, write.person.externalId);
  if (!write.mayCreate())
    throw new Refusal('rate_limited', 'Too many new people from this address; try again in a minute.', {
      retry_after: 60,
    });
  return draftOfContact(newContact(batch, write, write.person.externalId), true);
}

function companyOf(batch: Batch, write: ContactWrite, person: ContactDraft | null): CompanyDraft | null {
  if (!write.company) return null;
  const { externalId, mode } = write.company;
  const known = batch.companies.get(nameKey(write.workspace.id, externalId));
  if (known) {
    // A turn may name a company only as one of its members, or with a token that names it (identity C2).
    const counts =
      mode !== 'member' ||
      write.provenCompanies.includes(externalId) ||
      person?.memberships.some((membership) => membership.companyId === known.company.id);
    return counts ? known : null;
  }
  if (write.company.mode !== 'upsert') return null;
  if (write.company.remove) throw new Refusal('not_found', 'There is no such company to remove the user from.');
  return draftOfCompany(newCompany(write, write.company.externalId, batch.now), true);
}

/** A token from before its person was signed out everywhere moves nothing (safety K2). */
function refuseSignedOutCall(
  batch: Batch,
  { token }: ContactWrite,
  person: ContactDraft | null,
  redirect: Redirect | null,
): void {
  if (!token || !person) return;
  const seenAt = batch.seenTokens.get(tokenName(token)) ?? null;
  refuseSignedOut(token, person.contact.sessionsValidFrom, seenAt);
  if (redirect) refuseSignedOut(token, redirect.validFrom, seenAt);
}

/** What a proven member says of a company is `self`; from anybody else it is `claimed` (safety W4). */
function asMember(
  write: ContactWrite,
  part: CompanyPart,
  person: ContactDraft | null,
  company: CompanyDraft,
): CompanyPart {
  const member = person?.memberships.find((membership) => membership.companyId === company.company.id);
  if (!write.ownToken || member?.trust !== 'verified') return part;
  const raise = <T extends { level: Level }>(said: T): T => ({ ...said, level: Math.max(1, said.level) as Level });
  return { ...part, traits: part.traits.map(raise), context: part.context && raise(part.context) };
}

function notePerson(write: ContactWrite, draft: ContactDraft, recorded: Recorded, now: Date): void {
  const { contact } = draft;
  const changed = recorded.changed.length > 0;
  const part = write.person!;
  const at = storedTime(now);
  if (part.mode === 'lookup') return;
  if (part.seen) {
    contact.firstSeen ??= at;
    if (contact.lastSeen === null || contact.lastSeen < at) contact.lastSeen = at;
  }
  const moves = changed || recorded.renewed || !write.bulk;
  // A teammate vouches for whom they add; who corrects a value says nothing of the person.
  if (write.trust === 'verified' && moves && (write.source !== TEAMMATE || part.mode === 'create')) {
    if (contact.trust !== 'verified') draft.factsChanged = true;
    contact.trust = 'verified';
    contact.trustMethod = write.method ?? write.source;
    contact.trustKeyId = write.keyId;
    contact.provenAt = at;
    if (write.ownToken) contact.tokenProvenAt = at;
  }
  // A quiet first insertion settles the matter as well: it never fires `user_created`, now or later (identity B2).
  if (!contact.announced && (part.announces || write.bulk)) {
    contact.announced = true;
    draft.announced = part.announces && !write.bulk;
  }
  if (!write.bulk) draft.quiet = false;
  if (changed) contact.updatedAt = at;
  draft.touched ||= moves;
}

function noteCompany(write: ContactWrite, draft: CompanyDraft, recorded: Recorded, now: Date): void {
  const changed = recorded.changed.length > 0;
  const level = Math.max(
    0,
    ...(write.company?.traits ?? []).map((group) => group.level),
    write.company?.context?.level ?? 0,
  ) as Level;
  const known = LEVELS.indexOf(draft.company.trust);
  if (level > known) draft.company.trust = LEVELS[level];
  if (changed) draft.company.updatedAt = storedTime(now);
  draft.touched ||= changed || recorded.renewed || level > known || !write.bulk;
}

function resultOf(
  write: ContactWrite,
  state: {
    personIsNew: boolean;
    companyIsNew: boolean;
    changed: boolean;
    person: ContactDraft | null;
    company: CompanyDraft | null;
  },
): WriteOutcome['result'] {
  const subjectIsNew = write.company && isWritten(write.company) ? state.companyIsNew : state.personIsNew;
  if (subjectIsNew) return 'created';
  const subject = write.company && isWritten(write.company) ? state.company : state.person;
  if (!subject && (write.person?.mode === 'existing' || write.company?.mode === 'existing')) return 'skipped';
  return state.changed ? 'updated' : 'unchanged';
}
