import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import type { SocketAddress } from '../db/address.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { migrate } from '../db/migrate.ts';
import { prepareJobs } from '../jobs/jobs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser of the run's PostgreSQL, with the database that every test database is cloned from. */
    postgres: { superuser: SocketAddress; template: SocketAddress };
  }
}

let stop: (() => Promise<void>) | null = null;

/** Starts one real PostgreSQL for the whole run, in a folder of its own, and migrates the template once. */
export async function setup(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-test-'));
  // As root, another user runs PostgreSQL and must reach its binaries; the data folder inside stays closed.
  await chmod(folder, 0o755);
  const log = pino({ level: 'warn' });
  const embedded = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    binariesFolder: join(folder, 'binaries'),
    durable: false,
    log,
  });
  try {
    await migrate(embedded.address, log);
    await prepareJobs(embedded.address, log);
  } catch (error) {
    await tearDown();
    throw error;
  }
  stop = tearDown;
  project.provide('postgres', { superuser: embedded.superuser, template: embedded.address });

  async function tearDown(): Promise<void> {
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function teardown(): Promise<void> {
  await stop?.();
}
