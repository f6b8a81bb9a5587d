import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { postmasterOf, startInTest, until } from '../testing/embedded-in-test.ts';
import { testFolder } from '../testing/test-folder.ts';
import { openDatabase } from './database.ts';
import { isRunning } from './process-life.ts';

const log = pino({ level: 'silent' });

test('a PostgreSQL that is killed under load gives clear refusals, loses nothing committed, and comes back by itself', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'data');
  const embedded = await startInTest(folder, dataDir, true);
  const db = openDatabase(embedded.address, log, { connections: 8 });
  onTestFinished(() => db.close());
  await db.sql`create table written (id int primary key)`;
  const acknowledged: number[] = [];
  const refusals = new Set<string>();
  let next = 0;
  let working = true;
  const writer = async () => {
    while (working) {
      const id = next++;
      try {
        await db.transaction(async ({ sql }) => {
          await sql`insert into written values (${id})`;
          await sql`select count(*) from written where id = ${id}`;
        });
        acknowledged.push(id);
      } catch (error) {
        refusals.add(String((error as { code?: string }).code));
        await sleep(5);
      }
    }
  };
  const reader = async () => {
    while (working) {
      const one = Math.floor(Math.random() * 1000);
      const rows = await db.sql<{ n: number }[]>`select ${one}::int as n`.catch(() => null);
      if (rows) expect(rows).toEqual([{ n: one }]);
      else await sleep(5);
    }
  };
  const load = Promise.all([...Array.from({ length: 12 }, writer), ...Array.from({ length: 12 }, reader)]);
  for (const signal of ['SIGKILL', 'SIGINT', 'SIGQUIT'] as const) {
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 50);
    const pid = postmasterOf(dataDir);
    process.kill(pid, signal);
    await until(() => !isRunning(pid));
    const after = acknowledged.length;
    await until(() => acknowledged.length > after + 50);
  }
  working = false;
  await load;
  const rows = await db.sql<{ id: number }[]>`select id from written`;
  const stored = new Set(rows.map(({ id }) => id));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect([...refusals].filter((code) => code !== 'not_ready')).toEqual([]);
  expect(await db.ready()).toBe(true);
}, 60_000);
