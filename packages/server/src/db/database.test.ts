import { expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';

const { db } = await testDatabase();

test('reads instants as text with microseconds in UTC', async () => {
  const [row] =
    await db.sql`select timestamptz '2026-05-27 10:00:00.5+02' as at, date '2026-05-27' as day, 9007199254740991::int8 as safe, 9007199254740993::int8 as unsafe, '{"b":1,"a":[]}'::json as j`;
  expect(row).toEqual({
    at: '2026-05-27T08:00:00.500000+00:00',
    day: '2026-05-27',
    safe: 9007199254740991,
    unsafe: '9007199254740993',
    j: { b: 1, a: [] },
  });
});
