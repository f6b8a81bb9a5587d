import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '../db/address.ts';
import type { Tx } from '../db/database.ts';
import { isDatabaseUnavailable } from '../db/database-unavailable.ts';
import { newId } from '../db/new-id.ts';
import { pgOptions } from '../db/pg-options.ts';
import type { Live } from '../live/live.ts';
import { deleteJobsOfContacts } from './job-store.ts';

export interface JobRow {
  data: object;
  /** At most one job with this key waits in its queue at a time; another one is dropped in silence. */
  key?: string;
  startAfter?: Date;
}

export type JobHandler = (jobs: { id: string; data: unknown }[]) => Promise<void>;

/** Work done later, durably and at least once. */
export interface Jobs {
  /** Adds jobs with one statement; with `tx` they exist if and only if it commits. */
  insert(tx: Tx | null, queue: string, rows: JobRow[]): Promise<void>;
  /**
   * Who works on a queue. The handler is given up to 50 jobs; when it throws, all of them come again, later each time,
   * up to ten times in about an hour. It must not mind doing a job twice.
   */
  work(queue: string, handler: JobHandler): Promise<void>;
  /** Adds a job to the queue by the clock (cron, UTC), once for all processes together. */
  every(queue: string, cron: string): Promise<void>;
  /** Takes away every job, waiting or done, whose data name one of these contacts as their `contactId`. */
  forgetContacts(tx: Tx, contactIds: readonly string[]): Promise<void>;
  /** Begins to work; jobs may be inserted before. */
  start(): Promise<void>;
  /** Lets the handlers under way finish for up to ten seconds; what they leave undone comes again. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  address: DatabaseAddress;
  log: Logger;
  /** Wakes the workers of a queue when a job is added; without it they look once a second. */
  live?: Live;
  connections?: number;
}

const SCHEMA = 'jobs';
const BATCH = 50;
const QUEUE = {
  // At most one waiting job per key; a job without a key gets one that is its own.
  policy: 'short',
  retryLimit: 10,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 600,
  expireInSeconds: 15 * 60,
  retentionSeconds: 14 * 86_400,
  deleteAfterSeconds: 86_400,
};

/** Creates or upgrades the tables of the job queues; runs after our own migrations. Safe from several processes at once. */
export async function prepareJobs(address: DatabaseAddress, log: Logger): Promise<void> {
  const boss = openBoss(
    { address, log, connections: 2 },
    { supervise: false, schedule: false, registerInstance: false },
  );
  await boss.start();
  await boss.stop({ graceful: false });
}

export function createJobs(options: JobsOptions): Jobs {
  const { log, live } = options;
  const boss = openBoss(options, { migrate: false });
  const handlers = new Map<string, JobHandler>();
  const clocks = new Map<string, string>();
  const queues = new Map<string, Promise<void>>();
  const unlisten: (() => void)[] = [];
  let opening: Promise<unknown> | null = null;
  let working = false;

  /** Opens the connections when they are first needed, and again when that failed. */
  async function open(): Promise<void> {
    opening ??= boss.start().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    await opening;
  }

  async function ensureQueue(queue: string): Promise<void> {
    const made = queues.get(queue) ?? open().then(() => boss.createQueue(queue, QUEUE));
    queues.set(queue, made);
    await made.catch((error: unknown) => {
      queues.delete(queue);
      throw error;
    });
  }

  async function attach(queue: string, handler: JobHandler): Promise<void> {
    await ensureQueue(queue);
    const worker = await boss.work(
      queue,
      { batchSize: BATCH, pollingIntervalSeconds: 1, burstWhenBatchFull: true },
      async (jobs) => {
        try {
          await handler(jobs.map(({ id, data }) => ({ id, data })));
        } catch (error) {
          log.error({ err: error, queue, jobs: jobs.length }, 'jobs failed and will be tried again');
          throw error;
        }
      },
    );
    if (live) unlisten.push(live.listen(`jobs:${queue}`, () => boss.notifyWorker(worker)));
  }

  async function schedule(queue: string, cron: string): Promise<void> {
    await ensureQueue(queue);
    await boss.schedule(queue, cron);
  }

  return {
    async insert(tx, queue, rows) {
      if (rows.length === 0) return;
      await ensureQueue(queue);
      const jobs = rows.map(({ data, key, startAfter }) => ({ data, singletonKey: key ?? newId(), startAfter }));
      // In one order everywhere: two transactions that add the same keys must not wait for each other.
      jobs.sort((a, b) => (a.singletonKey < b.singletonKey ? -1 : 1));
      const wake = () => live?.ring([`jobs:${queue}`]);
      if (tx) {
        const db = {
          executeSql: async (text: string, values?: unknown[]) => ({
            rows: await tx.sql.unsafe(text, values as never[]),
          }),
        };
        await boss.insert(queue, jobs, { db });
        tx.afterCommit(wake);
      } else {
        await boss.insert(queue, jobs);
        wake();
      }
    },
    forgetContacts: (tx, contactIds) => deleteJobsOfContacts(tx.sql, contactIds),
    async work(queue, handler) {
      handlers.set(queue, handler);
      if (working) await attach(queue, handler);
    },
    async every(queue, cron) {
      clocks.set(queue, cron);
      if (working) await schedule(queue, cron);
    },
    async start() {
      await open();
      working = true;
      for (const [queue, handler] of handlers) await attach(queue, handler);
      for (const [queue, cron] of clocks) await schedule(queue, cron);
    },
    async stop() {
      working = false;
      for (const end of unlisten.splice(0)) end();
      if (opening) await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

function openBoss({ address, log, connections = 3 }: JobsOptions, flags: object): PgBoss {
  const boss = new PgBoss({
    ...pgOptions(address),
    application_name: 'halo jobs',
    max: connections,
    schema: SCHEMA,
    openTelemetry: { enabled: false },
    ...flags,
  } as ConstructorParameters<typeof PgBoss>[0] & object);
  let quietUntil = 0;
  boss.on('error', (error) => {
    if (!isDatabaseUnavailable(error)) {
      log.error({ err: error }, 'the job queue met an error');
    } else if (Date.now() > quietUntil) {
      // Every worker meets it every second: said once in a while it is enough.
      quietUntil = Date.now() + 10_000;
      log.warn('jobs wait: the database is away');
    }
  });
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the job queue warns'));
  return boss;
}
