import type { Tx } from '../db/database.ts';
import { bindClaimedSessions, saveSessions } from '../identity/sessions-of-batch.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Batch, CompanyDraft, ContactDraft } from './batch.ts';
import { companyFacts } from './company-facts.ts';
import { insertCompanies, updateCompanies, writeCompanyFacts } from './company-store.ts';
import { emailKey } from './contact.ts';
import { contactFacts } from './contact-facts.ts';
import {
  type ContactRecord,
  insertContacts,
  type RowChange,
  updateContacts,
  writeContactFacts,
} from './contact-store.ts';
import { writeContexts } from './context-store.ts';
import { foldLeads, nameLeads } from './lead-store.ts';
import { MadeMeanwhile } from './made-meanwhile.ts';
import { removeMemberships, writeMemberships } from './membership-store.ts';
import { own } from './record-columns.ts';
import { isColumn } from './traits.ts';

/** Writes what a batch changed, one statement a table, in the server's lock order; the statements travel together. */
export async function saveBatch(tx: Tx, batch: Batch, workspaces: ReadonlyMap<string, Workspace>): Promise<void> {
  const contacts = [...new Set(batch.contacts.values())];
  const companies = [...new Set(batch.companies.values())];
  const sessions = [...new Set(batch.sessions.values())];
  const newContacts = contacts.filter((draft) => draft.isNew);
  const named = contacts.filter((draft) => draft.named);
  const newCompanies = companies.filter((draft) => draft.isNew);
  const zoneOf = (workspaceId: string) => workspaces.get(workspaceId)?.timeZone ?? 'UTC';

  const [insertedContacts, , , , , , insertedCompanies, , , , , , sessionsSaved] = await Promise.all([
    insertContacts(tx.sql, newContacts.map(recordOf)),
    nameLeads(tx.sql, named.map(nameOf)),
    foldLeads(tx.sql, folded(batch)),
    updateContacts(tx.sql, contacts.filter((draft) => draft.touched && !draft.isNew).map(recordOf)),
    writeContactFacts(
      tx.sql,
      contacts
        .filter((draft) => draft.factsChanged)
        .map((draft) => contactFacts(draft.contact, zoneOf(draft.contact.workspaceId))),
    ),
    writeContexts(
      tx.sql,
      'user',
      contacts.filter((draft) => draft.contextChanged).map((draft) => contextOf(draft.contact, draft)),
    ),
    insertCompanies(
      tx.sql,
      newCompanies.map((draft) => draft.company),
    ),
    updateCompanies(
      tx.sql,
      companies.filter((draft) => draft.touched && !draft.isNew).map((draft) => draft.company),
    ),
    writeCompanyFacts(
      tx.sql,
      companies
        .filter((draft) => draft.factsChanged)
        .map((draft) => companyFacts(draft.company, zoneOf(draft.company.workspaceId))),
    ),
    writeContexts(
      tx.sql,
      'company',
      companies.filter((draft) => draft.contextChanged).map((draft) => contextOf(draft.company, draft)),
    ),
    writeMemberships(
      tx.sql,
      contacts.flatMap((draft) =>
        draft.memberships.filter((membership) => draft.membershipsWritten.has(membership.companyId)),
      ),
    ),
    removeMemberships(
      tx.sql,
      contacts.flatMap(({ contact, membershipsRemoved }) =>
        [...membershipsRemoved].map((companyId) => ({
          workspaceId: contact.workspaceId,
          contactId: contact.id,
          companyId,
        })),
      ),
    ),
    saveSessions(
      tx,
      sessions.filter((draft) => draft.isNew).map((draft) => draft.session),
      sessions.filter((draft) => draft.touched && !draft.isNew).map((draft) => draft.session),
    ),
    bindClaimedSessions(
      tx,
      [...newContacts, ...named].map((draft) => ({ ...nameOf(draft), contactId: draft.contact.id })),
    ),
  ]);
  if (insertedContacts < newContacts.length || insertedCompanies < newCompanies.length || !sessionsSaved) {
    throw new MadeMeanwhile();
  }
}

/** Leads whose user was there already. */
export function folded({ converted }: Batch) {
  return converted
    .filter(({ leadId, contactId }) => leadId !== contactId)
    .map(({ workspaceId, leadId, contactId }) => ({ workspaceId, winnerId: contactId, loserId: leadId }));
}

function nameOf({ contact: { workspaceId, id, externalId, sessionsValidFrom } }: ContactDraft) {
  return { workspaceId, id, externalId: externalId!, validFrom: sessionsValidFrom };
}

function recordOf(draft: ContactDraft): ContactRecord {
  return {
    contact: draft.contact,
    emailKey: emailKey(own(draft.contact.values, 'email')),
    change: rowChange(draft.changed),
  };
}

function rowChange(changed: ReadonlySet<string>): RowChange {
  const traits = [...changed].filter((key) => !key.startsWith('context.'));
  if (traits.length === 0 && changed.size === 0) return 'activity';
  return traits.some((key) => isColumn('user', key)) ? 'columns' : 'custom_fields';
}

function contextOf({ workspaceId, id }: { workspaceId: string; id: string }, { context }: ContactDraft | CompanyDraft) {
  return { workspaceId, id, entries: context };
}
