import type { AddLeadBody } from '@halo/wire/dashboard/duplicates.ts';
import { TEAMMATE } from '@halo/wire/merge-traits.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { emptyContact } from './batch.ts';
import { emailKey } from './contact.ts';
import { findByEmail, lockEmail } from './email-store.ts';
import { writeLead } from './write-lead.ts';

/**
 * Adds a lead by hand: what the teammate says of them is verified. Answers the contact's row. Refuses `invalid_request`
 * for what is no address, and `conflict`, naming them, when somebody has the e-mail already.
 */
export async function addLead(
  deps: Deps,
  call: { workspace: Workspace; actor: Actor },
  { name, email }: AddLeadBody,
): Promise<string> {
  const { workspace, actor } = call;
  const key = emailKey(email);
  if (email && key === null) {
    throw new Refusal('invalid_request', 'This is not one e-mail address.', { path: 'email' });
  }
  const contact = emptyContact(workspace.id, null, deps.now());
  await deps.db.transaction(async (tx) => {
    if (key !== null) {
      await lockEmail(tx.sql, workspace.id, key);
      const known = await findByEmail(tx.sql, workspace.id, key);
      if (known) {
        const details = { path: 'email', contact_id: known.contactId };
        throw new Refusal('conflict', 'Somebody with this e-mail is there already.', details);
      }
    }
    const said = { name: name || null, email: email || null };
    await writeLead(deps, tx, { workspace, contact, isNew: true, ...said, source: TEAMMATE, level: 2 });
    await recordAudit(deps, tx, { workspaceId: workspace.id, actor, action: 'lead.added', subject: contact.id });
  });
  return contact.id;
}
