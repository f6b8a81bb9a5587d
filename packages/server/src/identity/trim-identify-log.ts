import type { Deps } from '../deps.ts';
import { countLinesOver, deleteOldestLines, type LinePosition } from './identify-log-store.ts';

/** What the log may hold, and how much of it one statement and one run may take away. */
export interface LogBounds {
  linesPerWorkspace: number;
  slice: number;
  slicesPerRun: number;
}

const BOUNDS: LogBounds = { linesPerWorkspace: 1_000_000, slice: 5_000, slicesPerRun: 400 };

/**
 * Keeps the identify log of each workspace within 1,000,000 lines (identity §9): the oldest go first, and refusals only
 * once nothing else is left. What one run does not reach waits for the next.
 */
export async function trimIdentifyLog(deps: Pick<Deps, 'db'>, bounds: LogBounds = BOUNDS): Promise<void> {
  let slices = bounds.slicesPerRun;
  for (const { workspaceId, over } of await countLinesOver(deps.db.sql, bounds.linesPerWorkspace)) {
    let left = over;
    for (const refusals of [false, true]) {
      // Each slice begins where the last one ended, so the lines that stay are not looked at again.
      let after: LinePosition | null = null;
      while (left > 0 && slices-- > 0) {
        const limit = Math.min(left, bounds.slice);
        const gone = await deleteOldestLines(deps.db.sql, workspaceId, { refusals, after, limit });
        left -= gone.lines;
        after = gone.last;
        if (gone.lines < limit) break;
      }
    }
  }
}
