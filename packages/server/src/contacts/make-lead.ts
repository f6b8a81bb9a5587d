import { LIMITS } from '@halo/wire/limits.ts';
import { mergeTraits } from '@halo/wire/merge-traits.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { LogSource } from '../identity/identify-log.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { attributeBook } from './attribute-book.ts';
import { writeAttributes, writeTallies } from './attribute-store.ts';
import { emptyContact } from './batch.ts';
import { emailKey } from './contact.ts';
import { contactFacts } from './contact-facts.ts';
import { insertContacts, writeContactFacts } from './contact-store.ts';
import { findByEmail, lockEmail } from './email-store.ts';
import { readTraits } from './traits.ts';

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
  const { workspace, source } = lead;
  const key = emailKey(lead.email);
  if (key !== null) {
    await lockEmail(tx.sql, workspace.id, key);
    const known = await findByEmail(tx.sql, workspace.id, key);
    if (known) return known.contactId;
  }
  const now = deps.now();
  const read = readTraits('user', { email: lead.email, ...(lead.name && { name: lead.name }) }, workspace.timeZone);
  const write = { values: read.values, source, level: 0 as const, keyId: null, time: null };
  const empty = emptyContact(workspace.id, null, now);
  const rules = { trustFirst: workspace.identityMode !== 'off', now: now.getTime(), maxKeys: LIMITS.keysPerRecord };
  const { values, provenance, changed } = mergeTraits(empty, [write], rules);
  const contact = { ...empty, values, provenance };
  const book = await attributeBook(deps.db, workspace.id, now);
  const seen = changed.flatMap((name) => book.unrecorded('user', name, values[name], false, now) ?? []);
  await insertContacts(tx.sql, [{ contact, emailKey: key, change: 'columns' }]);
  await writeContactFacts(tx.sql, [contactFacts(contact, workspace.timeZone)]);
  await deps.publish(tx, 'contactsWritten', [
    {
      ...{ workspaceId: workspace.id, contactId: contact.id, externalId: null, created: true, announced: false },
      ...{ changed, trust: contact.trust, quiet: false, linked: { conversations: 0, tickets: 0 } },
    },
  ]);
  await writeAttributes(tx.sql, seen, now);
  await writeTallies(
    tx.sql,
    changed.map((name) => ({ workspaceId: workspace.id, scope: 'user' as const, key: name, delta: 1 })),
  );
  tx.afterCommit(() => deps.live.ring([`workspace:${workspace.id}:contacts`]));
  return contact.id;
}
