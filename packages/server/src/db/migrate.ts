import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { StartRefused } from '../refusal.ts';
import type { DatabaseAddress } from './address.ts';
import { renewingClient } from './client.ts';

/** One numbered step of the schema, forward only. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
  /** Marked `-- halo:concurrently`: runs outside a transaction, statement by statement, and can be run again. */
  concurrently: boolean;
}

const FOLDER = join(import.meta.dirname, 'migrations');
/** One lock for every Halo process that migrates this database. */
const LOCK = 4_846_211_101;
const LOCK_PATIENCE_MS = 10 * 60_000;

/** Reads the migrations of a folder; their numbers must run from 1 without a gap. */
export async function readMigrations(folder = FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
      if (version !== index + 1)
        throw new Error(`Migration ${name}: expected a name that begins with ${String(index + 1).padStart(4, '0')}_`);
      const sql = await readFile(join(folder, name), 'utf8');
      return { version, name, sql, concurrently: /^-- halo:concurrently\s*$/m.test(sql) };
    }),
  );
}

/**
 * Brings the schema up to the code's version, each step in a transaction of its own. Any number of processes may call
 * it at once. Refused with one clear line when the database is newer than the code. Returns how many steps it took.
 */
export async function migrate(address: DatabaseAddress, log: Logger, migrations?: Migration[]): Promise<number> {
  const steps = migrations ?? (await readMigrations());
  const client = renewingClient(address, { connections: 2, name: 'halo migrate' });
  let taken = 0;
  try {
    while (await takeStep(client.current(), steps, log)) taken++;
    return taken;
  } finally {
    await client.end();
  }
}

/** Takes the next step under the lock; false when there is none left. */
async function takeStep(sql: postgres.Sql, steps: Migration[], log: Logger): Promise<boolean> {
  return sql.begin(async (tx) => {
    await lock(tx);
    const done = await readVersion(tx);
    const newest = steps.length;
    if (done > newest) {
      throw new StartRefused(
        `The database was brought to version ${done} by a newer Halo; this one knows versions up to ${newest}. Start the newer Halo.`,
      );
    }
    const step = steps[done];
    if (!step) return false;
    const began = performance.now();
    await run(step, sql, tx).catch((error: unknown) => {
      throw new Error(`Migration ${step.name} failed: ${describe(error, step)}`);
    });
    await tx`insert into schema_migrations (version, name) values (${step.version}, ${step.name})`;
    log.info({ migration: step.name, ms: Math.round(performance.now() - began) }, 'migrated the database');
    return true;
  });
}

async function run(step: Migration, sql: postgres.Sql, tx: postgres.TransactionSql): Promise<void> {
  if (!step.concurrently) {
    // A step waits for nobody for long: behind a waiting one every other statement would queue.
    await tx.unsafe(`set local lock_timeout = '10s'`);
    await tx.unsafe(step.sql);
    return;
  }
  const free = await sql.reserve();
  try {
    for (const statement of statementsOf(step.sql)) await free.unsafe(statement);
  } finally {
    free.release();
  }
}

/** The message and the line of the file; the driver's error would carry the whole file along. */
function describe(error: unknown, step: Migration): string {
  const { message, position } = error as { message?: string; position?: string };
  if (step.concurrently || !position) return String(message ?? error);
  return `${message} (line ${step.sql.slice(0, Number(position)).split('\n').length})`;
}

/**
 * Takes the lock by asking again and again: a process that waits inside the statement holds a snapshot, which a
 * `create index concurrently` of the process holding the lock would wait for in turn.
 */
async function lock(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
  for (const end = performance.now() + LOCK_PATIENCE_MS; ; await sleep(50)) {
    const [row] = await tx<{ ours: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK}::bigint) as ours`;
    if (row?.ours) return;
    if (performance.now() > end)
      throw new StartRefused('Another Halo has been migrating this database for ten minutes. Look at its log.');
  }
}

async function readVersion(tx: postgres.TransactionSql): Promise<number> {
  await tx.unsafe(
    `create table if not exists schema_migrations (
       version integer primary key,
       name text not null,
       applied_at timestamptz not null default now()
     )`,
  );
  const [row] = await tx<
    { version: number }[]
  >`select coalesce(max(version), 0)::int as version from schema_migrations`;
  return row?.version ?? 0;
}

/** The statements of a `concurrently` file; each ends with a semicolon at the end of a line. */
function statementsOf(sql: string): string[] {
  return sql
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '');
}
