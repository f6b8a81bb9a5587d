import type { SearchAnswer } from '@halo/wire/dashboard/search.ts';
import type { Deps } from '../deps.ts';
import { listCompanies } from './company-list-store.ts';
import { listContacts } from './contact-list-store.ts';

const SHOWN = 8;

/** People and companies with a word that begins as typed, newest first; for the command palette. */
export async function findPeople(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  typed: string,
  of: { people: boolean; companies: boolean },
): Promise<Pick<SearchAnswer, 'people' | 'companies'>> {
  const { sql } = deps.db;
  const [contacts, companies] = await Promise.all([
    of.people ? listContacts(sql, workspaceId, { search: typed }, 'created', null, SHOWN) : [],
    of.companies ? listCompanies(sql, workspaceId, typed, null, SHOWN) : [],
  ]);
  return {
    people: contacts.map(({ contactId, userId, claimedUserId, kind, displayName, name, email, trust, company }) => ({
      contactId,
      userId,
      claimedUserId,
      kind,
      displayName,
      name,
      email,
      trust,
      company: company?.displayName ?? null,
    })),
    companies: companies.map(({ id, companyId, displayName, plan }) => ({ id, companyId, displayName, plan })),
  };
}
