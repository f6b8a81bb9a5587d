import type { UsageAnswer } from '@halo/wire/dashboard/agent.ts';
import type { Deps } from '../deps.ts';
import { listUsage } from './usage-store.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;

/** What models cost a workspace, day by day (UTC), today last. */
export async function readUsage(deps: Pick<Deps, 'db' | 'now'>, workspaceId: string): Promise<UsageAnswer> {
  const today = deps.now();
  const first = new Date(today.getTime() - (DAYS - 1) * DAY_MS);
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return { days: await listUsage(deps.db.sql, workspaceId, day(first), day(today)) };
}
