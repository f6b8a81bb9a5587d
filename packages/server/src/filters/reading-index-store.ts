import { createHash } from 'node:crypto';
import type { Lease, Sql } from '../db/database.ts';
import type { ReadyIndexes, Spread } from './reading-index.ts';

/** An index that was made on demand. Its comment says what it serves (`reading-index.ts`). */
export interface MadeIndex {
  index: string;
  serves: string | null;
  /** False after a crash while it was being made. */
  valid: boolean;
}

const LISTED = `select c.relname as index, obj_description(c.oid, 'pg_class') as serves, i.indisvalid as valid
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = 'contact_facts'::regclass and c.relname like 'contact\\_facts\\_by\\_%'`;

/** Frequent values stand for themselves, bounds of the histogram for equal parts of all others. Typed columns need none. */
const SPREAD = `select jsonb_agg(jsonb_build_object('value', value::text, 'share', share)) from (
    select unnest(most_common_vals::text::double precision[]) as value, unnest(most_common_freqs) as share
      from pg_stats where schemaname = 'public' and tablename = made.index and attname = 'only_reading'
    union all
    select unnest(bounds), (1 - null_frac - coalesce((select sum(f) from unnest(most_common_freqs) f), 0)) / cardinality(bounds)
      from pg_stats, cast(histogram_bounds::text as double precision[]) as bounds
      where schemaname = 'public' and tablename = made.index and attname = 'only_reading') samples`;

/** What ready indexes serve, and how their values lie. */
export async function readReadyIndexes(sql: Sql): Promise<ReadyIndexes> {
  const rows = await sql.unsafe<(MadeIndex & { spread: { value: string; share: number }[] | null })[]>(
    `select *, (${SPREAD}) as spread from (${LISTED}) made where valid and serves is not null`,
  );
  return new Map(rows.map(({ serves, spread }) => [serves!, spread === null ? [] : spread.map(readSample)]));
}

/** JSON has no NaN. */
function readSample({ value, share }: { value: string; share: number }): Spread[number] {
  return { value: Number(value), share };
}

export async function listIndexes(lease: Lease): Promise<MadeIndex[]> {
  const rows = await lease.unsafe<MadeIndex[]>(LISTED);
  return [...rows];
}

/** Makes an index without keeping writers out, and only then says what it serves. Outside a transaction. */
export async function makeIndex(lease: Lease, serves: string): Promise<void> {
  const index = `contact_facts_by_${createHash('sha256').update(serves).digest('hex').slice(0, 16)}`;
  const at = serves.indexOf(' ');
  const [reading, key] = [serves.slice(0, at), serves.slice(at + 1)];
  const [row] = await lease.unsafe<{ on: string; comment: string }[]>(
    `select case when $1::text = 'column' then format('%I, kind', $2::text)
         else format('only_reading(facts, %L, %L)', $2::text, $1::text) end as "on",
       format('comment on index %I is %L', $3::text, $4::text) as comment`,
    [reading, key, index, serves] as never[],
  );
  await lease.unsafe(`create index concurrently if not exists ${index} on contact_facts (workspace_id, ${row!.on})`);
  await lease.unsafe(row!.comment);
}

/** Outside a transaction. */
export async function dropIndex(lease: Lease, { index }: MadeIndex): Promise<void> {
  await lease.unsafe(`drop index concurrently if exists ${index}`);
}

/** Without statistics of a new index the planner would not know what it is good for. */
export async function learnFacts(lease: Lease): Promise<void> {
  await lease.unsafe('analyze contact_facts');
}

/** Runs statements that may take minutes on a connection that is given back as it was. */
export async function unhurried(lease: Lease, run: () => Promise<void>): Promise<void> {
  await lease.unsafe("set statement_timeout = 0; set lock_timeout = '30s'");
  try {
    await run();
  } finally {
    await lease.unsafe('reset statement_timeout; reset lock_timeout');
    lease.release();
  }
}
