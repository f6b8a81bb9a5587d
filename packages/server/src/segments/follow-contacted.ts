import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { CONTACTS_TO_JUDGE, judgingJob } from './judging-jobs.ts';

/** Reacts to `contactsContacted`: whom the team wrote to is judged anew, by a job that exists if this commits. */
export function followContacted(deps: Pick<Deps, 'jobs'>, tx: Tx, list: News['contactsContacted']): Promise<void> {
  return deps.jobs.insert(
    tx,
    CONTACTS_TO_JUDGE,
    list.map((contact) => judgingJob({ ...contact, by: 'all' })),
  );
}
