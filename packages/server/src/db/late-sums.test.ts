import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { Database } from './database.ts';
import { lateSums } from './late-sums.ts';

const deps = () => ({ db: {} as Database, log: pino({ level: 'silent' }) });

function counter(write: (sums: number[]) => Promise<void>, mostKeys = 10) {
  return lateSums<number>({ everyMs: 5_000, mostKeys, join: (a, b) => a + b, write: (_db, sums) => write(sums) });
}

test('figures of one key are written as one sum, after a while or when asked', async () => {
  vi.useFakeTimers();
  try {
    const written: number[][] = [];
    const sums = counter(async (list) => void written.push(list));
    const [here, there] = [deps(), deps()];
    for (let n = 0; n < 3; n++) sums.add(here, 'a', 1);
    sums.add(there, 'a', 10);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(written.sort()).toEqual([[10], [3]]);
    sums.add(here, 'b', 5);
    await sums.flush(here);
    expect(written.at(-1)).toEqual([5]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(written).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});

test('what could not be written waits, and is joined by what came meanwhile', async () => {
  const written: number[][] = [];
  let away = true;
  const here = deps();
  const sums = counter(async (list) => {
    if (!away) return void written.push(list);
    sums.add(here, 'a', 100);
    throw new Error('the database is away');
  });
  sums.add(here, 'a', 1);
  await sums.flush(here);
  away = false;
  await sums.flush(here);
  expect(written).toEqual([[101]]);
});

test('only so many keys wait', async () => {
  const written: number[][] = [];
  const sums = counter(async (list) => void written.push(list), 2);
  const here = deps();
  for (const key of ['a', 'b', 'c', 'a']) sums.add(here, key, 1);
  await sums.flush(here);
  expect(written).toEqual([[2, 1]]);
});
