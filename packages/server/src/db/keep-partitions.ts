import type { Database } from './database.ts';

/** The age in days at which a partition's first day may go: log lines live 30 days, deliveries 7 and a week's partition. */
const KEPT_DAYS = { identify_log: 31, seen_messages: 21 } as const;
const DAY_MS = 86_400_000;

/** Makes the partitions of the weeks ahead and drops those whose time is over. */
export async function keepPartitions(deps: { db: Database; now: () => Date }): Promise<void> {
  const today = deps.now();
  const day = (daysAgo: number) => new Date(today.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  await deps.db.transaction(async ({ sql }) => {
    await sql`select ensure_partitions(${day(0)}::date)`;
    for (const [table, days] of Object.entries(KEPT_DAYS)) {
      await sql`select drop_partitions_before(${table}::regclass, ${day(days)}::date)`;
    }
  });
}
