import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StartRefused } from '../refusal.ts';
import type { DatabaseAddress } from './address.ts';
import { type RenewingClient, renewingClient } from './client.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import type { TransactionStatements } from './transaction.ts';
import { attemptTransaction, openLane } from './transaction.ts';

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
const OLDEST_SERVER = 160_000;
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
 * it at once. Returns how many steps it took. Refused with one clear line (`StartRefused`) when the database cannot be
 * reached, is older than PostgreSQL 16, or is newer than the code.
 */
export async function migrate(address: DatabaseAddress, log: Logger, migrations?: Migration[]): Promise<number> {
  const steps = migrations ?? (await readMigrations());
  const lane = openLane((options) => renewingClient(address, { ...options, name: 'halo migrate' }));
  const outside = renewingClient(address, { connections: 1, name: 'halo migrate' });
  try {
    for (let taken = 0; ; taken++) {
      const attempt = await attemptTransaction(lane, (tx) => takeStep(tx.sql, outside, steps, log));
      if (attempt.outcome !== 'committed') throw attempt.error;
      if (!attempt.value) return taken;
    }
  } catch (error) {
    throw explain(error);
  } finally {
    await Promise.all([lane.client.end(), outside.end()]);
  }
}

/** Takes the next step under the lock; false when there is none left. */
async function takeStep(
  tx: TransactionStatements,
  outside: RenewingClient,
  steps: Migration[],
  log: Logger,
): Promise<boolean> {
  await lock(tx);
  const { done, server } = await readVersions(tx);
  if (server < OLDEST_SERVER) {
    throw new StartRefused(`The database is PostgreSQL ${Math.floor(server / 10_000)}; Halo needs 16 or later.`);
  }
  if (done > steps.length) {
    throw new StartRefused(
      `The database was brought to version ${done} by a newer Halo; this one knows versions up to ${steps.length}. Start the newer Halo.`,
    );
  }
  const step = steps[done];
  if (!step) return false;
  const began = performance.now();
  try {
    if (step.concurrently) {
      for (const statement of statementsOf(step.sql)) await outside.current().unsafe(statement);
    } else {
      // A step waits for nobody for long: behind a waiting one every other statement would queue.
      await tx.unsafe(`set local lock_timeout = '10s'`);
      await tx.unsafe(step.sql);
    }
  } catch (error) {
    throw new Error(`Migration ${step.name} failed: ${describe(error, step)}`);
  }
  await tx`insert into schema_migrations (version, name) values (${step.version}, ${step.name})`;
  log.info({ migration: step.name, ms: Math.round(performance.now() - began) }, 'migrated the database');
  return true;
}

/** A database that is away, or lets nobody in, is the operator's business: one line, without a stack. */
function explain(error: unknown): unknown {
  const { code = '', message } = error as { code?: string; message?: string };
  const closed = isDatabaseUnavailable(error) || /^(28|3D)/.test(String(code));
  return closed ? new StartRefused(`The database cannot be used: ${message || code}`, { cause: error }) : error;
}

/** The message and the line of the file; the driver's error would carry the whole file along. */
function describe(error: unknown, step: Migration): string {
  const { message, position } = error as { message?: string; position?: string };
  if (step.concurrently || !position) return String(message ?? error);
  return `${message} (line ${step.sql.slice(0, Number(position)).split('\n').length})`;
}

/**
 * Takes the lock by asking again and again, in simple queries: a process that waits inside a statement, or keeps the
 * portal of one open, holds a snapshot, which a `create index concurrently` of the lock's holder would wait for in turn.
 */
async function lock(tx: TransactionStatements): Promise<void> {
  await tx.unsafe('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
  for (const end = performance.now() + LOCK_PATIENCE_MS; ; await sleep(50)) {
    const [row] = await tx.unsafe<{ ours: boolean }[]>(`select pg_try_advisory_xact_lock(${LOCK}) as ours`);
    if (row?.ours) return;
    if (performance.now() > end) {
      throw new StartRefused('Another Halo has been migrating this database for ten minutes. Look at its log.');
    }
  }
}

async function readVersions(tx: TransactionStatements): Promise<{ done: number; server: number }> {
  await tx.unsafe(
    `create table if not exists schema_migrations (
       version integer primary key,
       name text not null,
       applied_at timestamptz not null default now()
     )`,
  );
  const [row] = await tx.unsafe<{ done: number; server: number }[]>(
    `select coalesce(max(version), 0)::int as done, current_setting('server_version_num')::int as server
     from schema_migrations`,
  );
  return row ?? { done: 0, server: 0 };
}

/** The statements of a `concurrently` file; each ends with a semicolon at the end of a line. */
function statementsOf(sql: string): string[] {
  return sql
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '');
}
