import { pino } from 'pino';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { createLive } from '../live/live.ts';
import { testDatabase } from '../testing/test-database.ts';
import { createJobs, type Jobs } from './jobs.ts';

const log = pino({ level: 'silent' });
const { db, address } = await testDatabase();
const live = createLive({ address, log });
afterAll(() => live.close());

function open(): Jobs {
  const jobs = createJobs({ address, log, live });
  onTestFinished(() => jobs.stop());
  return jobs;
}

const waitUntil = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 15_000, interval: 10 });

test('a job inserted in a transaction exists if and only if it commits', async () => {
  const jobs = open();
  const done: unknown[] = [];
  await jobs.work('mail', async (list) => void done.push(...list.map(({ data }) => data)));
  await jobs.start();
  const failing = db.transaction(async (tx) => {
    await jobs.insert(tx, 'mail', [{ data: { to: 'nobody' } }]);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  await db.transaction((tx) =>
    jobs.insert(tx, 'mail', [{ data: { to: 'ann', text: 'ü " \\ \n' } }, { data: { to: 'bob' } }]),
  );
  await waitUntil(() => done.length === 2);
  expect(done).toEqual(expect.arrayContaining([{ to: 'ann', text: 'ü " \\ \n' }, { to: 'bob' }]));
});

test('jobs may be inserted before anybody works, outside of a transaction too', async () => {
  const jobs = open();
  await jobs.insert(null, 'early', [{ data: { n: 1 } }]);
  const done: unknown[] = [];
  await jobs.start();
  await jobs.work('early', async (list) => void done.push(...list.map(({ data }) => data)));
  await waitUntil(() => done.length === 1);
  expect(done).toEqual([{ n: 1 }]);
});

test('a key waits once: more of it are dropped until its job is taken', async () => {
  const jobs = open();
  const rows = [
    { data: { n: 1 }, key: 'same' },
    { data: { n: 2 }, key: 'same' },
    { data: { n: 3 } },
    { data: { n: 4 } },
  ];
  await Promise.all([jobs.insert(null, 'keyed', rows), db.transaction((tx) => jobs.insert(tx, 'keyed', rows))]);
  const done: unknown[] = [];
  await jobs.work('keyed', async (list) => void done.push(...list.map(({ data }) => (data as { n: number }).n)));
  await jobs.start();
  await waitUntil(() => done.length === 5);
  expect(done.filter((n) => n === 1 || n === 2)).toHaveLength(1);
});

test('a job that fails comes again', async () => {
  const jobs = open();
  let tries = 0;
  await jobs.work('shaky', async () => {
    if (++tries < 2) throw new Error('first time');
  });
  await jobs.start();
  await jobs.insert(null, 'shaky', [{ data: {} }]);
  await waitUntil(() => tries === 2);
});

test('jobs go on after the database cut every connection', async () => {
  const jobs = open();
  const done: unknown[] = [];
  await jobs.work('cut', async (list) => void done.push(...list.map(({ data }) => data)));
  await jobs.start();
  await jobs.insert(null, 'cut', [{ data: { n: 1 } }]);
  await waitUntil(() => done.length === 1);
  await db.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name in ('halo jobs', 'halo ear', 'halo bell')`;
  await db.transaction((tx) => jobs.insert(tx, 'cut', [{ data: { n: 2 } }]));
  await waitUntil(() => done.length === 2);
  expect(done).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a job for later is not done now', async () => {
  const jobs = open();
  const done: unknown[] = [];
  await jobs.work('later', async (list) => void done.push(...list));
  await jobs.start();
  await jobs.insert(null, 'later', [{ data: {}, startAfter: new Date(Date.now() + 3_600_000) }]);
  await jobs.insert(null, 'later', [{ data: { now: true } }]);
  await waitUntil(() => done.length > 0);
  expect(done).toHaveLength(1);
  expect(done[0]).toMatchObject({ data: { now: true } });
});

test('a clock is kept once for all processes', async () => {
  const [one, two] = [open(), open()];
  for (const jobs of [one, two]) {
    await jobs.every('nightly', '0 3 * * *');
    await jobs.start();
  }
  expect(await db.sql`select name, cron from jobs.schedule where name = 'nightly'`).toEqual([
    { name: 'nightly', cron: '0 3 * * *' },
  ]);
});
