import { newId } from '../db/new-id.ts';
import { deviceOf } from '../identity/device.ts';
import {
  hashSessionId,
  isReadable,
  newSessionId,
  type Said,
  type Session,
  type SessionCaller,
  useOfSession,
} from '../identity/session.ts';
import { linkRemembered, tokenNamesAnew } from './apply-company-links.ts';
import { applyRecord } from './apply-record.ts';
import { type Batch, type CompanyDraft, type ContactDraft, type SessionDraft, sessionKey } from './batch.ts';
import type { ContactWrite, SessionPart, WriteOutcome } from './contact-write.ts';
import { isManaged, readTraits, storedTime } from './traits.ts';

/** An id before its rotation answers for requests that are already under way. */
const PRIOR_ID_MS = 60_000;
/** Beyond its token, and without `exp` after its last verified call, a session is suspended (identity S7). */
const GRACE_MS = 60_000;
const WITHOUT_EXP_MS = 86_400_000;
const SAID_BYTES = 100_000;

/** Finds, makes, binds or rotates the session of a call; never hands the session of one person to another. */
export function applySession(
  batch: Batch,
  write: ContactWrite,
  person: ContactDraft | null,
  company: CompanyDraft | null,
  outcome: WriteOutcome,
  links: { changed: boolean },
): WriteOutcome['session'] {
  const part = write.session!;
  const caller = {
    trust: write.trust,
    contactId: person?.contact.id ?? null,
    externalId: write.person?.externalId ?? null,
    heldBy: outcome.heldBy,
  };
  const known = part.sessionId === null ? undefined : batch.sessions.get(keyOf(write, part.sessionId));
  const use = known ? useOfSession(known.session, caller) : 'leave';
  let sessionId = known && use === 'leave' ? newSessionId() : (part.sessionId ?? newSessionId());
  const draft = known && use !== 'leave' ? known : startSession(batch, write, sessionId);
  const { session } = draft;
  const namesAnew = write.provenCompanies.length > 0 && tokenNamesAnew(batch, write);

  const binds = write.trust !== 'anonymous' && (draft.isNew || use === 'bind' || use === 'raise');
  if (part.successor && sessionId === part.sessionId) {
    const successor = part.successor(session.id);
    if (binds) rotate(batch, write, draft, successor);
    if (session.tokenHash.equals(hashSessionId(successor))) sessionId = successor;
  }
  if (person && write.person?.announces && !session.said.filled) {
    fillFromSession(batch, write, person, session.said, outcome);
    session.said = { ...session.said, filled: true };
  }
  if (binds) {
    bind(batch, write, session, caller);
    if (person) {
      const remembered = write.company ? undefined : session.said.companyExternalId;
      if (remembered !== undefined) links.changed = linkRemembered(batch, write, person, remembered) || links.changed;
      batch.bound.push({
        workspaceId: write.workspace.id,
        sessionRowId: session.id,
        contactId: person.contact.id,
        heldBy: outcome.heldBy,
        trust: write.trust === 'verified' ? 'verified' : 'claimed',
        leadId: session.leadId,
        linked: outcome.linked,
      });
    }
  }
  if (write.ownToken) {
    const until = part.expiresAt ? part.expiresAt.getTime() + GRACE_MS : batch.now.getTime() + WITHOUT_EXP_MS;
    session.expiresAt = storedTime(until);
    session.claims = part.claims;
  }
  session.said = remember(session.said, part, write);
  const named = company?.company.id ?? (namesAnew ? person?.contact.currentCompanyId : null);
  if (named) session.companyId = write.company?.remove ? null : named;
  session.lastSeen = storedTime(batch.now);
  draft.touched = true;
  outcome.companyId = named ?? session.companyId ?? outcome.companyId;
  return { id: session.id, sessionId, readable: isReadable(sessionId), isNew: draft.isNew };
}

function keyOf(write: ContactWrite, sessionId: string): string {
  return sessionKey(write.workspace.id, hashSessionId(sessionId));
}

function startSession(batch: Batch, write: ContactWrite, sessionId: string): SessionDraft {
  const at = storedTime(batch.now);
  const session: Session = {
    workspaceId: write.workspace.id,
    id: newId(),
    tokenHash: hashSessionId(sessionId),
    priorTokenHash: null,
    priorUntil: null,
    readable: isReadable(sessionId),
    contactId: null,
    heldBy: null,
    claimedExternalId: null,
    trust: 'anonymous',
    method: null,
    keyId: null,
    device: null,
    boundAt: null,
    expiresAt: null,
    endedAt: null,
    companyId: null,
    leadId: null,
    claims: null,
    said: {},
    createdAt: at,
    lastSeen: at,
  };
  const draft = { session, isNew: true, touched: true };
  batch.sessions.set(keyOf(write, sessionId), draft);
  return draft;
}

/** Goes on under the successor; the old id lives on for a minute. Nothing moves when the successor is in use already. */
function rotate(batch: Batch, write: ContactWrite, draft: SessionDraft, successor: string): void {
  const { session } = draft;
  const hash = hashSessionId(successor);
  if (session.tokenHash.equals(hash)) return;
  session.priorTokenHash = session.tokenHash;
  session.priorUntil = storedTime(batch.now.getTime() + PRIOR_ID_MS);
  session.tokenHash = hash;
  session.readable = true;
  batch.sessions.set(keyOf(write, successor), draft);
}

function bind(
  batch: Batch,
  write: ContactWrite,
  session: Session,
  { contactId, externalId, heldBy }: SessionCaller,
): void {
  session.contactId = contactId;
  session.heldBy = heldBy;
  session.claimedExternalId = contactId === null ? externalId : null;
  session.trust = write.trust;
  session.method = write.method;
  session.keyId = write.keyId;
  // A backend that speaks for its user knows nothing of their browser.
  if (write.method !== 'server_key') session.device = deviceOf(write.userAgent);
  session.boundAt = storedTime(batch.now);
}

/** What a visitor said of themselves fills what is unset once they are named (identity I9). */
function fillFromSession(
  batch: Batch,
  write: ContactWrite,
  person: ContactDraft,
  said: Said,
  outcome: WriteOutcome,
): void {
  if (!said.traits) return;
  const own = Object.fromEntries(Object.entries(said.traits).filter(([key]) => !isManaged('user', key)));
  const { values } = readTraits('user', own, write.workspace.timeZone);
  const { changed } = applyRecord(batch, write, 'user', person, {
    ...write.person!,
    traits: [{ values, level: 0, time: null, setOnce: true }],
    context: null,
  });
  outcome.changed.push(...changed);
  if (changed.length > 0) person.contact.updatedAt = storedTime(batch.now);
}

/** The session's own account of things grows with each call; a call too large to add replaces it. */
function remember(said: Said, part: SessionPart, write: ContactWrite): Said {
  const next = part.said;
  const otherCompany = next.companyExternalId !== undefined && next.companyExternalId !== said.companyExternalId;
  const forgets = write.company?.remove === true;
  const merged: Said = {
    traits: joined(said.traits, next.traits),
    context: part.replaceContext ? (next.context ?? said.context) : joined(said.context, next.context),
    companyExternalId: forgets ? undefined : (next.companyExternalId ?? said.companyExternalId),
    companyTraits: forgets
      ? undefined
      : otherCompany
        ? next.companyTraits
        : joined(said.companyTraits, next.companyTraits),
    companyContext: forgets
      ? undefined
      : otherCompany
        ? next.companyContext
        : joined(said.companyContext, next.companyContext),
  };
  const filled = said.filled === true && { filled: true as const };
  return { ...(Buffer.byteLength(JSON.stringify(merged)) <= SAID_BYTES ? merged : next), ...filled };
}

function joined(
  old: Record<string, unknown> | undefined,
  next: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  if (!next) return old;
  const all = { ...old, ...next };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
}
