import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { sourceOfCall } from '../identity/identify-log.ts';
import { readSession } from '../identity/read-session.ts';
import { tieLead } from '../identity/tie-lead.ts';
import { Refusal } from '../refusal.ts';
import { admitCaller, type CallerToAdmit } from './admit-caller.ts';
import { emptyContact } from './batch.ts';
import { emailKey } from './contact.ts';
import { findContact, lockContact } from './contact-store.ts';
import { findLeadByEmail, lockEmail } from './email-store.ts';
import { writeLead } from './write-lead.ts';

export interface LeadForm extends CallerToAdmit {
  sessionId: string;
  email: string;
  name: string | null;
  mayCreate(): boolean;
}

/**
 * A visitor leaves an e-mail, and perhaps a name: the lead with that e-mail, or a new one, is what their session speaks
 * as to the team from then on, with all it has said. The session stays a visitor's. A user with the same e-mail is left
 * alone: equal e-mails are for people to judge (identity K3). Refuses `invalid_request` for what is no address,
 * `conflict` for a session that is somebody's, `session_closed`, `rate_limited`.
 */
export async function captureLead(deps: Deps, form: LeadForm): Promise<void> {
  const { workspace } = form;
  const key = emailKey(form.email);
  if (key === null) {
    throw new Refusal('invalid_request', 'email: expected one e-mail address.', { path: 'email' });
  }
  const session = await readSession(deps, workspace.id, form.sessionId);
  if (session?.endedAt) throw new Refusal('session_closed', 'This session has ended.');
  if (session && (session.contactId !== null || session.claimedExternalId !== null)) throw somebodys();
  const email = form.email.trim();
  const said = { customFields: { email, ...(form.name && { name: form.name }) } };
  const admitted = await admitCaller(deps, { ...form, said, door: 'leads' });
  await deps.db.transaction(async (tx) => {
    const leadId = await openLead(deps, tx, { ...form, email }, key, session?.leadId ?? null);
    const tied = await tieLead(tx, workspace.id, admitted.session.id, leadId);
    if (!tied) throw somebodys();
    await deps.publish(tx, 'leadsCaptured', [
      { workspaceId: workspace.id, sessionRowId: admitted.session.id, leadId, before: tied.before },
    ]);
    tx.afterCommit(() => deps.live.ring([`session:${admitted.session.id}`]));
  });
}

function somebodys(): Refusal {
  return new Refusal('conflict', 'This session belongs to a person who is known already.');
}

/** The lead with the form's e-mail, written and locked. */
async function openLead(deps: Deps, tx: Tx, form: LeadForm, key: string, own: string | null): Promise<string> {
  const { workspace, name, email } = form;
  const source = sourceOfCall({ byServerKey: false, sdk: form.sdk });
  const write = { workspace, name, email, source, level: 0, seen: true } as const;
  await lockEmail(tx.sql, workspace.id, key);
  const id = await findLeadByEmail(tx.sql, workspace.id, key);
  const found = id !== null && (await lockContact(tx.sql, workspace.id, id));
  const known = found ? await findContact(tx.sql, workspace.id, id) : null;
  if (known?.kind === 'lead') {
    await writeLead(deps, tx, { ...write, contact: known, isNew: false, setOnce: known.id !== own });
    return known.id;
  }
  if (!form.mayCreate()) {
    throw new Refusal('rate_limited', 'Too many new people from this address; try again in a minute.', {
      retry_after: 60,
    });
  }
  const contact = emptyContact(workspace.id, null, deps.now());
  await writeLead(deps, tx, { ...write, contact, isNew: true });
  return contact.id;
}
