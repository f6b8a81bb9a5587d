import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { LogSource } from '../identity/identify-log.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { emptyContact } from './batch.ts';
import { emailKey } from './contact.ts';
import { findByEmail, lockEmail } from './email-store.ts';
import { writeLead } from './write-lead.ts';

/** What is known of somebody who is no user yet. Everything of it is claimed. */
export interface NewLead {
  workspace: Workspace;
  email: string;
  name: string | null;
  source: LogSource;
}

/**
 * The lead with this e-mail, made if no contact has it; of equal calls at once one makes it. Takes the e-mail's lock, so
 * a transaction asks for its lead before it locks anything else. Answers the contact's id.
 */
export async function makeLead(deps: Deps, tx: Tx, lead: NewLead): Promise<string> {
  const key = emailKey(lead.email);
  if (key !== null) {
    await lockEmail(tx.sql, lead.workspace.id, key);
    const known = await findByEmail(tx.sql, lead.workspace.id, key);
    if (known) return known.contactId;
  }
  const contact = emptyContact(lead.workspace.id, null, deps.now());
  await writeLead(deps, tx, { ...lead, contact, isNew: true, level: 0 });
  return contact.id;
}
