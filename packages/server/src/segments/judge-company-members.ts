import { membersAfter } from '../contacts/members-after.ts';
import type { Deps } from '../deps.ts';
import { judgeLater } from './judge-later.ts';
import type { CompanyMembers } from './judging-jobs.ts';

const SLICE = 200;

/** Judges all members of a company that changed, a transaction for every 200. May be done twice. */
export async function judgeCompanyMembers(
  deps: Pick<Deps, 'db' | 'now' | 'publish'>,
  { workspaceId, companyId }: CompanyMembers,
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await membersAfter(deps, workspaceId, companyId, after, SLICE);
    await judgeLater(deps, workspaceId, ids, ({ reads }) => reads.companies);
    if (ids.length < SLICE) return;
    after = ids.at(-1)!;
  }
}
