import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { refusalFor } from '../refusal.ts';
import { openDatabaseDoor } from '../testing/database-door.ts';
import { testDatabase } from '../testing/test-database.ts';
import { openDatabase } from './database.ts';

const { db, address } = await testDatabase();
const log = pino({ level: 'silent' });

test('reads instants as text with microseconds in UTC, days as text, whole numbers as numbers while exact', async () => {
  const [row] = await db.sql`
    select timestamptz '2026-05-27 10:00:00.5+02' as at, timestamptz '2026-05-27 08:00:00.123456+00' as micros,
           date '2026-05-27' as day, 9007199254740991::int8 as safe, 9007199254740993::int8 as unsafe,
           '{"b":1,"a":[]}'::json as opaque, array[timestamptz '2026-01-01 00:00+00'] as several`;
  expect(row).toEqual({
    at: '2026-05-27T08:00:00.500000+00:00',
    micros: '2026-05-27T08:00:00.123456+00:00',
    day: '2026-05-27',
    safe: 9007199254740991,
    unsafe: '9007199254740993',
    opaque: { b: 1, a: [] },
    several: ['2026-01-01T00:00:00.000000+00:00'],
  });
});

test('an instant bound as text keeps its microseconds on the way in', async () => {
  const at = '2026-05-27T08:00:00.123456+00:00';
  const [row] =
    await db.sql`select ${at}::timestamptz as at, ${new Date(0)}::timestamptz as epoch, ${'2026-05-27'}::date as day`;
  expect(row).toEqual({ at, epoch: '1970-01-01T00:00:00.000000+00:00', day: '2026-05-27' });
  const [list] = await db.sql`select ${db.sql.array([at])}::timestamptz[] as list`;
  expect(list).toEqual({ list: [at] });
});

test('sessions speak UTC and give up on locks and statements in time', async () => {
  const [row] = await db.sql`
    select current_setting('timezone') as zone, current_setting('lock_timeout') as lock,
           current_setting('statement_timeout') as statement`;
  expect(row).toEqual({ zone: 'UTC', lock: '2s', statement: '10s' });
});

test('a database that is not there is refused as not_ready at once, and is used as soon as it is there', async () => {
  const door = await openDatabaseDoor(address);
  const remote = openDatabase({ url: door.url }, log, { connections: 4 });
  onTestFinished(() => remote.close());
  const one = () => remote.transaction(async ({ sql }) => sql`select 1 as one`);
  await expect(one()).resolves.toEqual([{ one: 1 }]);
  await door.shut();
  for (let n = 0; n < 10; n++) await expect(one()).rejects.toMatchObject({ code: 'not_ready' });
  const reading = await remote.sql`select 1`.catch((error: unknown) => error);
  expect(refusalFor(reading)).toMatchObject({ code: 'not_ready', details: { retry_after: 1 } });
  expect(await remote.ready()).toBe(false);
  await door.open();
  await expect(one()).resolves.toEqual([{ one: 1 }]);
  expect(await remote.ready()).toBe(true);
});

test('through a transaction pooler nothing is prepared, and each transaction brings its own time limits', async () => {
  const { url } = await openDatabaseDoor(address);
  const pooled = openDatabase({ url, pooled: true }, log, { connections: 2 });
  onTestFinished(() => pooled.close());
  const limits = await pooled.transaction(
    async ({ sql }) =>
      sql`select current_setting('lock_timeout') as lock, count(*)::int as prepared from pg_prepared_statements`,
  );
  expect(limits).toEqual([{ lock: '2s', prepared: 0 }]);
});
