import { readCompanyId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Company } from './company.ts';
import { readCompaniesByName } from './company-store.ts';
import type { ContextEntry } from './context.ts';
import { readContexts } from './context-store.ts';
import { listMembers } from './membership-store.ts';

const MOST_MEMBERS = 1_000;

/** One company by external id with up to 1,000 members, the one named last first. Refuses `not_found`. */
export async function readCompany(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  externalId: string,
): Promise<{ company: Company; context: ContextEntry[]; members: Awaited<ReturnType<typeof listMembers>> }> {
  const named = readCompanyId(externalId);
  const [company] = named.ok ? await readCompaniesByName(deps.db.sql, [{ workspaceId, externalId: named.id }]) : [];
  if (!company) throw new Refusal('not_found', 'There is no company with this id.');
  const [contexts, members] = await Promise.all([
    readContexts(deps.db.sql, 'company', [company]),
    listMembers(deps.db.sql, workspaceId, company.id, MOST_MEMBERS),
  ]);
  return { company, context: contexts.get(company.id) ?? [], members };
}
