import type { DuplicateContact } from '@halo/wire/dashboard/duplicates.ts';
import { LEVELS, markOf } from '@halo/wire/merge-traits.ts';
import type { Deps } from '../deps.ts';
import type { Contact } from './contact.ts';
import { companyNamesOf, listEqualEmails, readContactsById } from './duplicate-store.ts';
import { personOf } from './read-contact-record.ts';
import { storedTime } from './traits.ts';

/** Contacts with one e-mail, as far as this floor knows them. */
export interface FoundDuplicates {
  email: string;
  count: number;
  contacts: Omit<DuplicateContact, 'conversations'>[];
}

/** Groups of contacts that share an e-mail and that nobody has judged, in the order of e-mails (identity K3). */
export async function findDuplicates(
  { db: { sql } }: Pick<Deps, 'db'>,
  workspaceId: string,
  after: string | null,
  limit: number,
): Promise<FoundDuplicates[]> {
  const groups = await listEqualEmails(sql, workspaceId, after, limit);
  const ids = groups.flatMap((group) => group.ids);
  const [contacts, names] = await Promise.all([
    readContactsById(sql, workspaceId, ids),
    companyNamesOf(sql, workspaceId, ids),
  ]);
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const companies = Map.groupBy(names, ({ contactId }) => contactId);
  return groups.map(({ emailKey: email, count, ids: members }) => ({
    email,
    count,
    contacts: members.flatMap((id) => {
      const contact = byId.get(id);
      if (!contact) return [];
      const { lastSeen, createdAt } = contact;
      const names = (companies.get(id) ?? []).map(({ name }) => name);
      return [
        { ...personOf(contact), contactId: id, emailProof: proofOf(contact), companies: names, lastSeen, createdAt },
      ];
    }),
  }));
}

function proofOf({ provenance }: Contact): DuplicateContact['emailProof'] {
  const mark = markOf(provenance, 'email');
  return mark && { level: LEVELS[mark[2]], source: mark[1], at: storedTime(mark[0]) };
}
