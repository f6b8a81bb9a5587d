import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { readingJob, SOURCE_READING } from './source.ts';
import { askReading } from './source-store.ts';

/** Has a source read once more; what was read before stays in use meanwhile. Refuses `not_found`. */
export async function readAgain(deps: Deps, { workspaceId, id }: { workspaceId: string; id: string }): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const asked = await askReading(tx.sql, workspaceId, id);
    if (asked.length === 0) throw new Refusal('not_found', 'There is no such source.');
    const jobs = asked.map(({ version }) => readingJob({ workspaceId, sourceId: id, version }));
    await deps.jobs.insert(tx, SOURCE_READING, jobs);
  });
}
