import type { Deps } from '../deps.ts';
import { readingJob, SOURCE_READING } from './source.ts';
import { askPageReadings } from './source-store.ts';

/** A day's readings for the whole server; the pages read longest ago come first. */
const MOST = 5_000;

/** Has the web pages of every workspace read once more, those that failed too; what was read before stays in use meanwhile. */
export async function rereadPages(deps: Deps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const asked = await askPageReadings(tx.sql, MOST);
    if (asked.length > 0) await deps.jobs.insert(tx, SOURCE_READING, asked.map(readingJob));
  });
}
