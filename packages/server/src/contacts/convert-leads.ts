import { type Level, type Mark, markOf, type Provenance } from '@halo/wire/merge-traits.ts';
import { hashSessionId, useOfSession } from '../identity/session.ts';
import { applyRecord } from './apply-record.ts';
import { type Batch, type ContactDraft, nameKey, newContact, noteTally, sessionKey } from './batch.ts';
import { type Contact, emailKey } from './contact.ts';
import { type ContactWrite, rowName, type WriteOutcome } from './contact-write.ts';
import type { LeadEmail } from './lead-email.ts';
import type { WantedLead } from './lead-store.ts';
import { own } from './record-columns.ts';
import { storedTime } from './traits.ts';

/** A lead that a call turns into its user. */
export interface MetLead {
  lead: ContactDraft;
  email: LeadEmail;
}

/**
 * The leads worth looking for: where a proven call makes its person, brings them another verified e-mail, or comes with a
 * session that left a lead. A person who merely comes again costs nothing.
 */
export function wantedLeads(batch: Batch, writes: readonly ContactWrite[]): WantedLead[] {
  const wanted = new Map<string, WantedLead>();
  const withLeads = [...batch.sessions.values()].some(({ session }) => session.leadId !== null);
  for (const write of writes) {
    if (write.leadEmails.length === 0 || write.person?.mode !== 'upsert' || write.bulk) continue;
    const workspaceId = write.workspace.id;
    const known = batch.contacts.get(nameKey(workspaceId, write.person.externalId));
    const left = withLeads ? leadOfSession(batch, write, known) : null;
    for (const { email, ofSession } of write.leadEmails) {
      if (left === null && (ofSession || (known && isVerifiedEmail(known.contact, email)))) continue;
      const key = emailKey(email);
      if (key !== null) wanted.set(`${workspaceId} ${key}`, { workspaceId, emailKey: key });
    }
  }
  return [...wanted.values()];
}

function isVerifiedEmail({ values, provenance }: Contact, email: string): boolean {
  return own(values, 'email') === email && markOf(provenance, 'email')?.[2] === 2;
}

/** The lead that the call's session left, as far as the session is the caller's to use. */
function leadOfSession(batch: Batch, write: ContactWrite, known: ContactDraft | null | undefined): string | null {
  const id = write.session?.sessionId;
  const draft = id ? batch.sessions.get(sessionKey(write.workspace.id, hashSessionId(id))) : undefined;
  if (!draft || draft.session.leadId === null) return null;
  const { trust } = write;
  const caller = {
    trust,
    contactId: known?.contact.id ?? null,
    heldBy: null,
    externalId: write.person?.externalId ?? null,
  };
  return useOfSession(draft.session, caller) === 'leave' ? null : draft.session.leadId;
}

/** The lead that turns out to be the call's person, or null. It stays where it is until `takeLead`. */
export function meetLead(batch: Batch, write: ContactWrite, known: ContactDraft | null): MetLead | null {
  const { bulk, trust, person } = write;
  if (batch.leads.size === 0 || bulk || trust !== 'verified' || person?.mode !== 'upsert') return null;
  for (const email of write.leadEmails) {
    const lead = batch.leads.get(`${write.workspace.id} ${emailKey(email.email)}`);
    if (lead && (!email.ofSession || leadOfSession(batch, write, known) === lead.contact.id)) return { lead, email };
  }
  return null;
}

/** The lead's own record as that of a new user. What the lead said is claimed, and gives way to what the call says. */
export function draftOfMetLead(batch: Batch, { lead }: MetLead, write: ContactWrite, externalId: string): ContactDraft {
  const times = write.person?.traits.flatMap(({ time }) => time ?? []) ?? [];
  const provenance = claimedBefore(lead.contact.provenance, Math.min(...times));
  const { sessionsValidFrom, updatedAt } = newContact(batch, write, externalId);
  const contact: Contact = { ...lead.contact, kind: 'user', externalId, provenance, sessionsValidFrom, updatedAt };
  return { ...lead, contact, touched: true, factsChanged: true, named: true };
}

/** What a teammate has pinned stays pinned. */
function claimedBefore({ marks, ...rest }: Provenance, time: number): Provenance {
  const claimed = marks.map(([at, source, , keyId]): Mark => [Math.min(at, time), source, 0 as Level, keyId]);
  return { ...rest, marks: claimed, gone: {} };
}

/** Settles that a lead is the call's person: nobody else of the batch meets it, and its threads will follow. */
export function takeLead(
  batch: Batch,
  write: ContactWrite,
  person: ContactDraft,
  { lead: { contact: lead }, email }: MetLead,
  outcome: WriteOutcome,
): void {
  const { workspaceId } = lead;
  batch.contacts.set(nameKey(workspaceId, rowName(lead.id)), person);
  batch.leads.delete(`${workspaceId} ${emailKey(email.email)}`);
  const contactId = person.contact.id;
  batch.converted.push({
    ...{ workspaceId, leadId: lead.id, contactId, emailProven: email.proven, linked: outcome.linked },
  });
  if (contactId === lead.id) return;
  const said = { values: lead.values, level: 0 as const, time: null, setOnce: true };
  const { changed } = applyRecord(batch, write, 'user', person, { ...write.person!, traits: [said], context: null });
  outcome.changed.push(...changed);
  for (const key of Object.keys(lead.values)) noteTally(batch, workspaceId, 'user', key, -1);
  const { contact } = person;
  if (lead.firstSeen !== null && (contact.firstSeen === null || lead.firstSeen < contact.firstSeen)) {
    contact.firstSeen = lead.firstSeen;
  }
  if (changed.length > 0) contact.updatedAt = storedTime(batch.now);
  person.touched = true;
}
