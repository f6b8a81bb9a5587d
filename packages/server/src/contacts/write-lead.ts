import { LIMITS } from '@halo/wire/limits.ts';
import { type Level, mergeTraits } from '@halo/wire/merge-traits.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { LogSource } from '../identity/identify-log.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { type AttributeBook, attributeBook } from './attribute-book.ts';
import { writeAttributes, writeTallies } from './attribute-store.ts';
import { type Contact, emailKey } from './contact.ts';
import { contactFacts } from './contact-facts.ts';
import { insertContacts, updateContacts, writeContactFacts } from './contact-store.ts';
import { own } from './record-columns.ts';
import { readTraits, storedTime } from './traits.ts';

export interface LeadWrite {
  workspace: Workspace;
  /** A new lead, or one whose row is locked. */
  contact: Contact;
  isNew: boolean;
  name: string | null;
  email: string | null;
  source: LogSource;
  level: Level;
  /** Fills gaps only: the lead was found by its e-mail, which anybody may type. */
  setOnce?: boolean;
  /** The lead itself is here. */
  seen?: boolean;
}

/** Writes what is known of a lead, with all that hangs on a contact's values. */
export async function writeLead(deps: Deps, tx: Tx, lead: LeadWrite): Promise<void> {
  const { workspace, source, level, isNew, setOnce = false } = lead;
  const now = deps.now();
  const at = storedTime(now);
  const book = await attributeBook(deps.db, workspace.id, now);
  const { values: sent } = readTraits('user', admissible(book, lead), workspace.timeZone);
  const rules = { trustFirst: workspace.identityMode !== 'off', now: now.getTime(), maxKeys: LIMITS.keysPerRecord };
  const { values, provenance, changed } = mergeTraits(
    lead.contact,
    [{ values: sent, source, level, keyId: null, time: null, setOnce }],
    rules,
  );
  const before = lead.contact.values;
  const contact: Contact = { ...lead.contact, values, provenance };
  if (changed.length > 0) contact.updatedAt = at;
  if (lead.seen) Object.assign(contact, { firstSeen: contact.firstSeen ?? at, lastSeen: at });
  const attributes = changed.flatMap((name) => book.unrecorded('user', name, values[name], level === 2, now) ?? []);
  const record = { contact, emailKey: emailKey(own(values, 'email')), change: 'columns' as const };
  if (isNew) await insertContacts(tx.sql, [record]);
  else await updateContacts(tx.sql, [record]);
  await writeContactFacts(tx.sql, [contactFacts(contact, workspace.timeZone)]);
  await deps.publish(tx, 'contactsWritten', [
    {
      ...{ workspaceId: workspace.id, contactId: contact.id, externalId: null, created: isNew, announced: false },
      ...{ changed, trust: contact.trust, quiet: false, linked: { conversations: 0, tickets: 0 } },
    },
  ]);
  await writeAttributes(tx.sql, attributes, now);
  await writeTallies(
    tx.sql,
    changed.flatMap((key) =>
      Object.hasOwn(before, key) ? [] : [{ workspaceId: workspace.id, scope: 'user' as const, key, delta: 1 }],
    ),
  );
  tx.afterCommit(() => deps.live.ring([`workspace:${workspace.id}:contacts`]));
}

/** Keys that only the proven may write are not taken from a visitor (identity L3). */
function admissible(book: AttributeBook, { name, email, level }: LeadWrite): Record<string, string> {
  const said = Object.entries({ email, name }).filter(
    (entry): entry is [string, string] =>
      Boolean(entry[1]) && (level === 2 || book.policyOf('user', entry[0]) === null),
  );
  return Object.fromEntries(said);
}
