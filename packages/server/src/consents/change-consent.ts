import type { ConsentState } from '@halo/wire/dashboard/consents.ts';
import { holdContact } from '../contacts/hold-contact.ts';
import { holdContacts } from '../contacts/hold-contacts.ts';
import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, nameActor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { writeConsent } from './consent-store.ts';
import { findList } from './list-store.ts';

export interface ConsentChange {
  workspaceId: string;
  contactId: string;
  list: { id: string } | { key: string };
  /** Null: as if they had never been asked. */
  state: ConsentState | null;
  actor: Actor;
}

/**
 * Writes what a contact says about a list; segments that ask for it follow in the same transaction. Refuses `not_found` for
 * a contact or list that is not the workspace's.
 */
export async function changeConsent(deps: Pick<Deps, 'db' | 'now' | 'publish'>, change: ConsentChange): Promise<void> {
  const { workspaceId, contactId, state, actor } = change;
  await deps.db.transaction(async (tx) => {
    await holdFilters(tx, [workspaceId]);
    await holdContacts(tx, workspaceId, [contactId]);
    const held = await holdContact(tx, workspaceId, contactId);
    if (held?.contactId !== contactId) throw new Refusal('not_found', 'There is no such contact.');
    const known = 'key' in change.list || UUID.test(change.list.id);
    const list = known ? await findList(tx.sql, workspaceId, change.list) : null;
    if (!list) throw new Refusal('not_found', 'There is no such list.');
    const said = { listId: list.id, state, source: actor.kind, actor: nameActor(actor), at: deps.now().toISOString() };
    await writeConsent(tx.sql, workspaceId, contactId, said);
    const detail = { list: list.key, state };
    await recordAudit(deps, tx, { workspaceId, actor, action: 'contact.consent_changed', subject: contactId, detail });
    await deps.publish(tx, 'consentsChanged', [{ workspaceId, contactId, key: list.key }]);
  });
}
