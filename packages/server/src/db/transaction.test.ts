import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { openDatabaseDoor } from '../testing/database-door.ts';
import { testDatabase } from '../testing/test-database.ts';
import { openDatabase, type Tx } from './database.ts';

const { db, address } = await testDatabase();
await db.sql`create table counters (id int primary key, n int not null)`;
await db.sql`insert into counters select i, 0 from generate_series(1, 50) i`;

const countOf = async (id: number) => (await db.sql<{ n: number }[]>`select n from counters where id = ${id}`)[0]?.n;
const add = ({ sql }: Tx, id: number) => sql`update counters set n = n + 1 where id = ${id}`;

/** Ends the connection a transaction runs on, as a restart of the database does. */
async function cut({ sql }: Tx): Promise<void> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await db.sql`select pg_terminate_backend(${row?.pid ?? 0})`;
}

test('commits everything or nothing, and runs what follows a commit only after it', async () => {
  const after: string[] = [];
  await db.transaction(async (tx) => {
    await add(tx, 1);
    tx.afterCommit(() => after.push('committed'));
    expect(after).toEqual([]);
  });
  const failing = db.transaction(async (tx) => {
    await add(tx, 1);
    tx.afterCommit(() => after.push('rolled back'));
    throw new Refusal('conflict', 'no');
  });
  await expect(failing).rejects.toMatchObject({ code: 'conflict' });
  expect(await countOf(1)).toBe(1);
  expect(after).toEqual(['committed']);
});

test('what follows a commit cannot undo it by failing', async () => {
  const value = await db.transaction(async (tx) => {
    tx.afterCommit(() => {
      throw new Error('listener');
    });
    return 'kept';
  });
  expect(value).toBe('kept');
});

test('two transactions that lock each other out both succeed, and each counts once', async () => {
  const both = { first: 0, second: 0 };
  const inOrder = (one: number, two: number, name: 'first' | 'second') =>
    db.transaction(async (tx) => {
      await add(tx, one);
      if (++both[name] === 1) while (both.first === 0 || both.second === 0) await sleep(5);
      await add(tx, two);
    });
  await Promise.all([inOrder(2, 3, 'first'), inOrder(3, 2, 'second')]);
  expect([await countOf(2), await countOf(3)]).toEqual([2, 2]);
  expect(both.first + both.second).toBe(3);
});

test('a lock that stays taken ends as busy, with what was meanwhile done undone', async () => {
  await db.transaction(async (tx) => {
    await add(tx, 4);
    const second = db.transaction(async (other) => {
      await other.sql`set local lock_timeout = '50ms'`;
      await add(other, 5);
      await add(other, 4);
    });
    await expect(second).rejects.toMatchObject({ code: 'busy', details: { retry_after: 1 } });
  });
  expect([await countOf(4), await countOf(5)]).toEqual([1, 0]);
});

test('a connection lost inside a transaction runs it again, once, on another', async () => {
  let tries = 0;
  await db.transaction(async (tx) => {
    await add(tx, 6);
    if (++tries === 1) await cut(tx);
    await add(tx, 7);
  });
  expect(tries).toBe(2);
  expect([await countOf(6), await countOf(7)]).toEqual([1, 1]);
});

test('what a lost transaction still does never reaches the database', async () => {
  let tries = 0;
  let late: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    if (++tries > 1) return;
    await cut(tx);
    late = (async () => {
      for (let n = 0; n < 20; n++) {
        await add(tx, 8).catch(() => undefined);
        await sleep(5);
      }
    })().catch((error: unknown) => error);
    await late;
    throw new Error('never heard');
  });
  await expect(late).resolves.toMatchObject({ code: 'CONNECTION_CLOSED' });
  // The lane works on, and nobody rolled back what others do on it.
  await Promise.all(Array.from({ length: 30 }, () => db.transaction((tx) => add(tx, 9))));
  expect([await countOf(8), await countOf(9)]).toEqual([0, 30]);
});

test('a transaction that is over takes no more statements', async () => {
  const kept = await db.transaction(async (tx) => ({ tx }));
  expect(() => kept.tx.sql`select 1`).toThrow('This transaction is over');
});

test('a read-only transaction sees one moment, and may write nothing', async () => {
  const seen = await db.transaction(
    async ({ sql }) => {
      const before = await sql`select n from counters where id = 14`;
      await db.transaction((tx) => add(tx, 14));
      return [before[0]?.n, (await sql`select n from counters where id = 14`)[0]?.n];
    },
    { readOnly: true },
  );
  expect(seen).toEqual([0, 0]);
  await expect(db.transaction((tx) => add(tx, 14), { readOnly: true })).rejects.toMatchObject({ code: '25006' });
});

test('a reserved connection keeps its transaction, and is refused once it is lost, and given back', async () => {
  const lease = await db.reserve();
  await lease.unsafe('begin');
  await lease.unsafe('update counters set n = n + 1 where id = $1', [15]);
  await lease.unsafe('commit');
  await lease.unsafe('begin');
  const [row] = await lease.unsafe('select pg_backend_pid() as pid');
  await db.sql`select pg_terminate_backend(${row?.pid})`;
  await expect((async () => lease.unsafe('update counters set n = n + 1 where id = 15'))()).rejects.toThrow();
  await expect((async () => lease.unsafe('rollback'))()).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  lease.release();
  lease.release();
  await Promise.all(Array.from({ length: 20 }, () => db.transaction((tx) => add(tx, 16))));
  expect([await countOf(15), await countOf(16)]).toEqual([1, 20]);
});

test('the plain reader begins no transactions: the driver would mix them up when a connection is lost', () => {
  expect(() => db.sql.begin).toThrow('Database.sql.begin is not to be used');
});

test('a transaction in which a failed statement was passed over is not taken for committed', async () => {
  const broken = db.transaction(async (tx) => {
    await add(tx, 10);
    await tx.sql`select 1 / 0`.catch(() => undefined);
  });
  await expect(broken).rejects.toThrow('passed over');
  expect(await countOf(10)).toBe(0);
});

test('a commit whose answer was lost is looked up: what was committed is answered, and not done again', async () => {
  const door = await openDatabaseDoor(address);
  const remote = openDatabase({ url: door.url }, pino({ level: 'silent' }), { connections: 2 });
  onTestFinished(() => remote.close());
  let runs = 0;
  const after: string[] = [];
  door.loseNextCommit();
  const value = await remote.transaction(
    async (tx) => {
      runs++;
      await add(tx, 12);
      tx.afterCommit(() => after.push('told'));
      return 'done';
    },
    { confirm: true },
  );
  expect({ value, runs, after }).toEqual({ value: 'done', runs: 1, after: ['told'] });
  expect(await countOf(12)).toBe(1);
});

test('without asking for certainty a commit whose answer was lost is not_ready, and not done again', async () => {
  const door = await openDatabaseDoor(address);
  const remote = openDatabase({ url: door.url }, pino({ level: 'silent' }), { connections: 2 });
  onTestFinished(() => remote.close());
  door.loseNextCommit();
  await expect(remote.transaction((tx) => add(tx, 13))).rejects.toMatchObject({ code: 'not_ready' });
  expect(await countOf(13)).toBe(1);
});

test('a transaction that was cut off in its commit and rolled back is done again', async () => {
  // A deferred trigger ends the connection inside the COMMIT of the first try, and leaves the second one alone.
  await db.sql`create table fates (id int primary key)`;
  await db.sql.unsafe(`
    create sequence tries;
    create function cut_commit() returns trigger language plpgsql as $$
    begin
      if nextval('tries') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return null;
    end $$;
    create constraint trigger cut after insert on fates deferrable initially deferred
      for each row execute function cut_commit();`);
  let runs = 0;
  await db.transaction(
    async ({ sql }) => {
      runs++;
      await sql`insert into fates values (1)`;
    },
    { confirm: true },
  );
  expect(runs).toBe(2);
  expect(await db.sql`select id from fates`).toEqual([{ id: 1 }]);
});

test('more transactions at a time than connections wait for their turn', async () => {
  await Promise.all(Array.from({ length: 100 }, (_, n) => db.transaction((tx) => add(tx, 20 + (n % 20)))));
  const [row] = await db.sql<{ sum: number }[]>`select sum(n)::int as sum from counters where id between 20 and 39`;
  expect(row?.sum).toBe(100);
});
