import { pino } from 'pino';
import { expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';

const log = pino({ level: 'silent' });
const { db, address } = await testDatabase();
const shipped = await readMigrations();

/** The shipped migrations, which the test database has, and these after them. */
const followedBy = (...steps: [sql: string, concurrently?: boolean][]): Migration[] => [
  ...shipped,
  ...steps.map(([sql, concurrently = false], index) => {
    const version = shipped.length + index + 1;
    return { version, name: `${version}_test.sql`, sql, concurrently };
  }),
];

const version = async () =>
  (await db.sql<{ version: number }[]>`select max(version) as version from schema_migrations`)[0]?.version;

test('the database of a test has every migration, and migrating again does nothing', async () => {
  expect(await version()).toBe(shipped.length);
  expect(await migrate(address, log)).toBe(0);
});

test('several processes that migrate at once take each step once', async () => {
  const steps = followedBy(
    ['create table once (n int); insert into once values (1)'],
    ['insert into once values (2)'],
    [
      '-- halo:concurrently\ndrop index concurrently if exists once_n;\ncreate index concurrently once_n on once (n);\n',
      true,
    ],
  );
  const taken = await Promise.all(Array.from({ length: 5 }, () => migrate(address, log, steps)));
  expect(taken.reduce((sum, count) => sum + count)).toBe(3);
  expect(await db.sql`select n from once order by n`).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await db.sql`select indisvalid from pg_index where indexrelid = 'once_n'::regclass`).toEqual([
    { indisvalid: true },
  ]);
});

test('a step that fails leaves nothing of itself, names its file and line, and is tried again', async () => {
  const before = await version();
  const upTo = (sql: string): Migration[] => [
    ...shipped,
    ...Array.from({ length: (before ?? 0) - shipped.length }, (_, n) => ({
      version: shipped.length + n + 1,
      name: 'past',
      sql: '',
      concurrently: false,
    })),
    { version: (before ?? 0) + 1, name: '9999_broken.sql', sql, concurrently: false },
  ];
  await expect(migrate(address, log, upTo('create table half (n int);\nselect nonsense();\n'))).rejects.toThrow(
    /9999_broken\.sql failed: function nonsense\(\) does not exist \(line 2\)/,
  );
  expect(await version()).toBe(before);
  expect(await db.sql`select to_regclass('half') as half`).toEqual([{ half: null }]);
  expect(await migrate(address, log, upTo('create table half (n int)'))).toBe(1);
});

test('a database newer than the code is refused with the versions of both', async () => {
  const found = await version();
  await expect(migrate(address, log)).rejects.toThrow(
    `brought to version ${found} by a newer Halo; this one knows versions up to ${shipped.length}`,
  );
});

test('a database that is not there, or lets nobody in, is refused in one line', async () => {
  const nowhere = { ...address, socketFolder: '/nowhere' };
  await expect(migrate(nowhere, log)).rejects.toThrow(/^The database cannot be used: connect ENOENT/);
  const stranger = { ...address, password: 'guessed' };
  await expect(migrate(stranger, log)).rejects.toThrow('The database cannot be used: password authentication failed');
});
