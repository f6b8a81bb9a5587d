import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { CONTACTS_TO_JUDGE, judgingJob } from './judging-jobs.ts';

/** Reacts to `contactsMerged` and `contactsUnmerged`: both are judged anew, by jobs that exist if this commits. */
export async function followMerges(
  deps: Pick<Deps, 'jobs'>,
  tx: Tx,
  list: News['contactsMerged'] | News['contactsUnmerged'],
): Promise<void> {
  const jobs = list.flatMap(({ workspaceId, winnerId, loserId }) =>
    [winnerId, loserId].map((contactId) => judgingJob({ workspaceId, contactId, by: 'all' })),
  );
  await deps.jobs.insert(tx, CONTACTS_TO_JUDGE, jobs);
}
