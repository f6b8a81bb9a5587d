import { createHash } from 'node:crypto';
import type { Lease, Sql } from '../db/database.ts';

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

/** What ready indexes serve. */
export async function readReadyIndexes(sql: Sql): Promise<Set<string>> {
  const rows = await sql.unsafe<MadeIndex[]>(LISTED);
  return new Set(rows.flatMap(({ serves, valid }) => (valid && serves !== null ? [serves] : [])));
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
