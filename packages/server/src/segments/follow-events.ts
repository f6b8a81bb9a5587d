import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import type { News } from '../topics.ts';
import { CONTACTS_TO_JUDGE, type ContactToJudge, judgingJob } from './judging-jobs.ts';
import { segmentSet } from './segment-set.ts';

/** Reacts to `eventsRecorded`: whoever did what a segment asks for is judged soon, by a job that exists if this commits. */
export async function followEvents(deps: Deps, tx: Tx, list: News['eventsRecorded']): Promise<void> {
  const versions = await holdFilters(
    tx,
    list.map(({ workspaceId }) => workspaceId),
  );
  const concerned = new Map<string, ContactToJudge>();
  for (const { workspaceId, contactId, types } of list) {
    const version = versions.get(workspaceId) ?? 0;
    if (version === 0) continue;
    const { segments } = await segmentSet(deps, workspaceId, version);
    if (segments.some(({ reads }) => types.some((type) => reads.events.has(type)))) {
      concerned.set(contactId, { workspaceId, contactId, by: 'events' });
    }
  }
  await deps.jobs.insert(tx, CONTACTS_TO_JUDGE, [...concerned.values()].map(judgingJob));
}
