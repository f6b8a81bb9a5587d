import type { Sql } from '../db/database.ts';

/** Failures older than a day are forgotten. */
const MEMORY = '24 hours';

/**
 * Counts one attempt and sets the wait after it, doubling from `firstWait` to `longestWait` seconds once `free`
 * attempts are used. False, and nothing counted, while a wait is running.
 */
export async function countAttempt(
  sql: Sql,
  who: Buffer,
  now: Date,
  wait: { free: number; firstWait: number; longestWait: number },
): Promise<boolean> {
  const at = now.toISOString();
  const rows = await sql`
    insert into sign_in_failures as f (who, failures, last_at) values (${who}, 1, ${at})
    on conflict (who) do update set
      failures = case when f.last_at < ${at}::timestamptz - ${MEMORY}::interval then 1 else f.failures + 1 end,
      last_at = ${at},
      blocked_until = case
        when f.last_at >= ${at}::timestamptz - ${MEMORY}::interval and f.failures + 1 >= ${wait.free}
        then ${at}::timestamptz + make_interval(secs => least(
          ${wait.firstWait}::double precision * 2 ^ least(f.failures + 1 - ${wait.free}, 20),
          ${wait.longestWait}::double precision))
      end
    where f.blocked_until is null or f.blocked_until <= ${at}::timestamptz
    returning 1`;
  return rows.length > 0;
}

export async function findBlock(sql: Sql, who: Buffer): Promise<string | null> {
  const [row] = await sql<{ until: string | null }[]>`
    select blocked_until as until from sign_in_failures where who = ${who}`;
  return row?.until ?? null;
}

/** Forgets the failures under these keys, takes one attempt off another, and drops what is too old to matter. */
export async function clearFailures(sql: Sql, forget: Buffer[], takeOff: Buffer, now: Date): Promise<void> {
  const at = now.toISOString();
  await sql`
    delete from sign_in_failures
    where who in ${sql(forget)} or last_at < ${at}::timestamptz - ${MEMORY}::interval`;
  await sql`update sign_in_failures set failures = greatest(failures - 1, 0) where who = ${takeOff}`;
}
