import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import type { News } from '../topics.ts';
import { COMPANY_MEMBERS, type CompanyMembers } from './judging-jobs.ts';
import { segmentSet } from './segment-set.ts';

/**
 * Reacts to `companiesWritten`: members of a company are judged in later transactions, for only under a contact's own
 * lock can nobody else's change of that contact be missed (identity C4). The job exists if the write commits.
 */
export async function followCompanies(deps: Deps, tx: Tx, list: News['companiesWritten']): Promise<void> {
  const moved = list.filter(({ created, changed, trustMoved }) => created || changed.length > 0 || trustMoved);
  if (moved.length === 0) return;
  const versions = await holdFilters(
    tx,
    moved.map(({ workspaceId }) => workspaceId),
  );
  const jobs: { data: CompanyMembers; key: string }[] = [];
  for (const { workspaceId, companyId, changed, created, trustMoved } of moved) {
    const version = versions.get(workspaceId) ?? 0;
    if (version === 0) continue;
    const { segments } = await segmentSet(deps, workspaceId, version);
    const concerns = segments.some(
      ({ reads }) => reads.companies && (created || trustMoved || changed.some((key) => reads.companyTraits.has(key))),
    );
    if (concerns) jobs.push({ data: { workspaceId, companyId }, key: `${workspaceId} ${companyId}` });
  }
  await deps.jobs.insert(tx, COMPANY_MEMBERS, jobs);
}
