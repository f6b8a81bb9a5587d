import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import { createLive, type LiveOptions } from './live.ts';

const log = pino({ level: 'silent' });
const { db, address } = await testDatabase();

function open(options: Partial<LiveOptions> = {}) {
  const live = createLive({ address, log, ...options });
  onTestFinished(() => live.close());
  return live;
}

const ears = async () =>
  (
    await db.sql<
      { pid: number }[]
    >`select pid from pg_stat_activity where datname = current_database() and query = 'listen halo_bell'`
  ).map(({ pid }) => pid);

async function listening(count: number): Promise<void> {
  await vi.waitUntil(async () => (await ears()).length === count, { timeout: 15_000, interval: 20 });
}

test('a ring wakes listeners of its channel in this process at once, and nobody after they stopped listening', async () => {
  const live = open();
  const heard: string[] = [];
  const stop = live.listen('conversation:1', () => heard.push('first'));
  live.listen('conversation:1', () => heard.push('second'));
  live.listen('conversation:2', () => heard.push('other'));
  live.ring(['conversation:1']);
  expect(heard).toEqual(['first', 'second']);
  stop();
  live.ring(['conversation:1']);
  expect(heard).toEqual(['first', 'second', 'second']);
});

test('a listener that throws keeps nobody else from hearing', async () => {
  const live = open();
  const heard: string[] = [];
  live.listen('a', () => {
    throw new Error('broken');
  });
  live.listen('a', () => heard.push('a'));
  live.ring(['a']);
  expect(heard).toEqual(['a']);
});

test('a ring is heard in other processes, however many channels it names, and not twice in its own', async () => {
  const [here, there] = [open(), open()];
  await listening(2);
  const channels = Array.from(
    { length: 1_000 },
    (_, n) => `conversation:0190a8c0-0000-7000-8000-${String(n).padStart(12, '0')}`,
  );
  const heard = new Map<string, number>();
  let own = 0;
  for (const channel of channels) there.listen(channel, () => heard.set(channel, (heard.get(channel) ?? 0) + 1));
  here.listen(channels[0] as string, () => own++);
  here.ring(channels);
  await vi.waitUntil(() => heard.size === channels.length, { timeout: 15_000 });
  expect([...heard.values()].every((times) => times === 1)).toBe(true);
  expect(own).toBe(1);
});

test('more channels at once than are worth naming wake everybody', async () => {
  const [here, there] = [open(), open()];
  await listening(2);
  const woken = vi.fn();
  there.listen('nothing of the kind', woken);
  here.ring(Array.from({ length: 6_000 }, (_, n) => `conversation:${n}`));
  await vi.waitUntil(() => woken.mock.calls.length > 0, { timeout: 15_000 });
});

test('an ear that loses its connection listens again, and wakes everybody for what it may have missed', async () => {
  const [here, there] = [open(), open()];
  await listening(2);
  const woken = vi.fn();
  there.listen('a', woken);
  for (const pid of await ears()) await db.sql`select pg_terminate_backend(${pid})`;
  await vi.waitUntil(() => woken.mock.calls.length > 0, { timeout: 15_000 });
  await listening(2);
  const before = woken.mock.calls.length;
  here.ring(['a']);
  await vi.waitUntil(() => woken.mock.calls.length > before, { timeout: 15_000 });
});

test('without a connection of its own every listener is woken now and then', async () => {
  const live = open({ address: null, pollMs: 20 });
  const woken = vi.fn();
  const stop = live.listen('a', woken);
  await vi.waitUntil(() => woken.mock.calls.length >= 3, { timeout: 15_000 });
  stop();
});
