import { createHash } from 'node:crypto';
import { LIMITS } from '@halo/wire/limits.ts';
import { type Admitted, admitCaller } from '../contacts/admit-caller.ts';
import { emailKey } from '../contacts/contact.ts';
import { type ContactByEmail, findContactByEmail } from '../contacts/find-contact-by-email.ts';
import { type HeldContact, holdContact } from '../contacts/hold-contact.ts';
import { makeLead } from '../contacts/make-lead.ts';
import { addMessages } from '../conversations/add-messages.ts';
import { startThread, type Thread } from '../conversations/start-thread.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { sourceOfCall } from '../identity/identify-log.ts';
import { type Proof, proveUser } from '../identity/prove-user.ts';
import { Refusal } from '../refusal.ts';
import type { CallerKey, Workspace } from '../workspaces/workspace.ts';
import { openTicket } from './open-ticket.ts';
import type { Ticket } from './ticket.ts';
import { claimCall } from './ticket-store.ts';

export interface TicketCall {
  workspace: Workspace;
  key: CallerKey;
  /** What the call proved of the user it names. */
  proof: Proof;
  sessionId: string | null;
  email: string | null;
  name: string | null;
  subject: string;
  message: string;
  metadata: Record<string, unknown>;
  source: string;
  priority: 'normal' | 'priority';
  aiEnabled: boolean;
  messageId: string | null;
  mayCreate(): boolean;
  requestId: string;
  sdk: string | null;
  userAgent?: string | null | undefined;
  receivedAt: Date;
  clientIp: string;
}

export interface CreatedTicket {
  ticket: Ticket;
  /** Null when the ticket was found by e-mail alone: it is no session's. */
  admitted: Admitted | null;
}

/**
 * Opens a ticket on a new thread that holds the message. A named user, or the one a valid token speaks for, owns it; else
 * the contact last seen with the e-mail, else a new lead. A ticket found by e-mail alone is claimed, belongs to no
 * session, and enriches nothing (safety W3). The ticket's own e-mail and name stay on the ticket. The same `messageId`
 * of one subject and proof makes one ticket. Refuses `invalid_request`, `too_large`, and what the mode refuses.
 */
export async function createTicket(deps: Deps, call: TicketCall): Promise<CreatedTicket> {
  refuseOversize(call);
  const admitted = call.proof.trust === 'anonymous' ? null : await admit(deps, call);
  const found = admitted ? null : await findByEmail(deps, call);
  const callKey = call.messageId === null ? null : keyOf(call, call.messageId);
  const ticket = await deps.db.transaction(async (tx) => {
    const known = callKey && (await claimCall(tx.sql, call.workspace.id, callKey));
    return known ?? open(deps, tx, call, await ownerOf(deps, tx, call, admitted, found), callKey);
  });
  return { ticket: mayKnowRouting(call) ? ticket : { ...ticket, status: statusAsked(call) }, admitted };
}

/** Priority by a rule tells whom the rule means: a caller without proof reads what they asked for (safety W2). */
function mayKnowRouting({ proof, key }: TicketCall): boolean {
  return proof.trust === 'verified' || key.kind === 'server';
}

function statusAsked({ priority }: TicketCall): 'open' | 'priority' {
  return priority === 'priority' ? 'priority' : 'open';
}

function refuseOversize({ metadata }: TicketCall): void {
  const limit = LIMITS.ticketMetadataBytes;
  if (Buffer.byteLength(JSON.stringify(metadata)) <= limit) return;
  throw new Refusal('too_large', `metadata: at most ${limit.toLocaleString('en')} bytes of JSON; nothing was stored.`, {
    path: 'metadata',
    limit,
  });
}

/** A ticket names its user, so an unknown one becomes a contact (identity K1). */
function admit(deps: Deps, call: TicketCall): Promise<Admitted> {
  const { workspace, proof, sessionId, mayCreate, requestId, sdk, userAgent, receivedAt } = call;
  return admitCaller(deps, {
    ...{ workspace, proof, sessionId, mayCreate, requestId, sdk, userAgent, receivedAt },
    ...{ createContact: true, door: 'tickets' },
  });
}

/** The contact with the call's e-mail, if any. One with a user id is named by it: the mode's gate works (safety W3). */
async function findByEmail(deps: Deps, call: TicketCall): Promise<ContactByEmail | null> {
  const { workspace, key, requestId, sdk, receivedAt, clientIp } = call;
  if (!call.email?.trim()) {
    throw new Refusal('invalid_request', 'A ticket needs a user_id or an email.', { path: 'user_id' });
  }
  const found = await findContactByEmail(deps, workspace.id, call.email);
  if (found?.externalId) {
    const named = { userId: found.externalId, userToken: null };
    await proveUser(deps, { workspace, key, ...named, requestId, sdk, receivedAt, clientIp });
  }
  return found;
}

type Owner = Pick<Ticket, 'contactId' | 'companyId' | 'claimedExternalId' | 'trust'> &
  Pick<Thread, 'heldBy' | 'sessionRowId'>;

async function ownerOf(
  deps: Deps,
  tx: Tx,
  call: TicketCall,
  admitted: Admitted | null,
  found: ContactByEmail | null,
): Promise<Owner> {
  if (admitted) {
    const { companyId, claimedExternalId, trust, session } = admitted;
    const held = await hold(tx, call, admitted.contactId);
    const { contactId = null } = held ?? {};
    return {
      contactId,
      heldBy: held?.heldBy ?? admitted.heldBy,
      companyId,
      claimedExternalId,
      trust,
      sessionRowId: session.id,
    };
  }
  const { workspace, email, name, key } = call;
  const source = sourceOfCall({ byServerKey: key.kind === 'server', sdk: call.sdk });
  if (!found && !call.mayCreate()) {
    throw new Refusal('rate_limited', 'Too many new people from this address; try again in a minute.', {
      retry_after: 60,
    });
  }
  const held = await hold(tx, call, found?.contactId ?? null);
  const contactId = held?.contactId ?? (await makeLead(deps, tx, { workspace, email: email ?? '', name, source }));
  return { contactId, heldBy: null, companyId: null, claimedExternalId: null, trust: 'claimed', sessionRowId: null };
}

/** Whoever is erased between the look-up and this transaction would leave a ticket behind that is nobody's. */
async function hold(tx: Tx, { workspace }: TicketCall, contactId: string | null): Promise<HeldContact | null> {
  const held = contactId === null ? null : await holdContact(tx, workspace.id, contactId);
  if (contactId === null || held) return held;
  throw new Refusal('conflict', 'This person was erased a moment ago. Send the ticket again to make them anew.');
}

async function open(deps: Deps, tx: Tx, call: TicketCall, owner: Owner, callKey: Buffer | null): Promise<Ticket> {
  const { workspace, subject, source, email, name, metadata, aiEnabled } = call;
  const { sessionRowId, heldBy, ...customer } = owner;
  const thread = await startThread(deps, tx, {
    workspaceId: workspace.id,
    channel: 'api',
    sessionRowId,
    heldBy,
    ...customer,
  });
  const named = { workspaceId: workspace.id, conversationId: thread.id };
  await addMessages(deps, tx, [{ ...named, author: 'user', authorName: name, body: call.message }]);
  const status = statusAsked(call);
  const asked = { ...named, ...customer, subject, status, source, email, name, metadata, aiEnabled } as const;
  return openTicket(deps, tx, asked, callKey);
}

/** Unique per workspace, subject and proof class (safety W5): an unproved id never stands for a proved call's. */
function keyOf({ workspace, proof, email }: TicketCall, messageId: string): Buffer {
  const subject = proof.externalId ?? (email && (emailKey(email) ?? email));
  return createHash('sha256')
    .update(JSON.stringify([workspace.id, proof.externalId === null, subject, proof.trust, messageId]))
    .digest();
}
