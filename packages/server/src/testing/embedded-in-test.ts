import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded-postgres.ts';

/** A PostgreSQL of this test alone, stopped when the test is done. */
export async function startInTest(
  folder: string,
  dataDir = join(folder, 'data'),
  durable = false,
): Promise<EmbeddedPostgres> {
  const log = pino({ level: 'silent' });
  const embedded = await startEmbeddedPostgres({ dataDir, binariesFolder: join(folder, 'binaries'), durable, log });
  onTestFinished(() => embedded.close());
  return embedded;
}

/** The process that runs the PostgreSQL of a data folder. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Waits for something outside to become true; the test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}
