import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { databaseAway, Refusal } from '../refusal.ts';
import type { DatabaseAddress } from './address.ts';
import { renewingClient } from './client.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import {
  type Attempt,
  attemptTransaction,
  type Lease,
  openLane,
  openLease,
  type TransactionOptions,
  type Tx,
} from './transaction.ts';

export type { Lease, Tx } from './transaction.ts';

/** What a store function takes first: a connection of the pool, or the transaction its verb runs in. */
export type Sql = postgres.Sql | Tx['sql'];

export interface Database {
  /** Plain reads outside a transaction, on connections of their own. It begins no transaction: `transaction` does. */
  sql: postgres.Sql;
  /**
   * Commits what `run` does, or nothing of it. A deadlock, a serialization failure, a lock timeout or a connection lost
   * before the commit runs it again, up to three times, so `run` may touch nothing but its transaction. Throws `busy`
   * when that did not help and `not_ready` when the database is away.
   */
  transaction<T>(run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** One connection for code of others that begins and ends its own transactions; to be released in any case. */
  reserve(): Promise<Lease>;
  /** True when the database answers within two seconds. */
  ready(): Promise<boolean>;
  /** Lets what is under way finish for up to five seconds. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections in all, shared between transactions and plain reads. */
  connections?: number;
  name?: string;
}

const RETRIED = new Set(['40P01', '40001', '55P03']);
const RETRIES = 3;
const SETTINGS = { lock_timeout: '2s', statement_timeout: '10s', idle_in_transaction_session_timeout: '60s' };

/** Opens the pools; connections are made when they are first needed, so this neither waits nor fails. */
export function openDatabase(address: DatabaseAddress, log: Logger, options: DatabaseOptions = {}): Database {
  const { connections = 12, name = 'halo' } = options;
  const laneCount = Math.max(1, Math.floor(connections / 2));
  const onLost = () => log.warn('a database connection was lost');
  const reads = renewingClient(address, {
    connections: Math.max(1, connections - laneCount),
    name,
    settings: SETTINGS,
    onLost,
  });
  const lanes = lanesOf(
    Array.from({ length: laneCount }, () =>
      openLane((lane) => renewingClient(address, { ...lane, name, settings: SETTINGS })),
    ),
  );
  const pooled = 'url' in address && address.pooled === true;
  const sql = following(reads.current);
  return {
    sql,
    transaction: (run, how = {}) => transact(lanes, sql, pooled ? withSettings(run) : run, how, log),
    async reserve() {
      const lane = await lanes.take();
      return openLease(lane, () => lanes.giveBack(lane));
    },
    async ready() {
      const answer = sql`select 1`.then(
        () => true,
        () => false,
      );
      return Promise.race([answer, sleep(2_000, false, { ref: false })]);
    },
    async close() {
      await Promise.all([lanes.end(), reads.end()]);
    },
  };
}

async function transact<T>(
  lanes: Lanes,
  sql: postgres.Sql,
  run: (tx: Tx) => Promise<T>,
  how: TransactionOptions,
  log: Logger,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    const attempt = await lanes.lend((lane) => attemptTransaction(lane, run, how));
    const done = attempt.outcome === 'unknown' && attempt.xid ? await askFate(sql, attempt, attempt.xid) : attempt;
    if (done.outcome === 'committed') {
      for (const callback of done.afterCommit) callAfterCommit(callback, log);
      return done.value;
    }
    const { error } = done;
    const again = done.outcome === 'failed' && (done.connectionLost || RETRIED.has(codeOf(error)));
    if (!again || tried === RETRIES) throw translate(error);
    await sleep(2 ** tried * (10 + Math.random() * 20));
  }
}

/** Asks for up to five seconds whether a transaction whose commit went unanswered is in the database. */
async function askFate<T>(
  sql: postgres.Sql,
  attempt: Attempt<T> & { outcome: 'unknown' },
  xid: string,
): Promise<Attempt<T>> {
  for (const end = performance.now() + 5_000; performance.now() < end; await sleep(100)) {
    const [row] = await sql<{ status: string | null }[]>`select pg_xact_status(${xid}::xid8) as status`.catch(() => []);
    if (row?.status === 'committed') return { ...attempt, outcome: 'committed' };
    if (row?.status === 'aborted') return { outcome: 'failed', error: attempt.error, connectionLost: true };
  }
  return attempt;
}

function callAfterCommit(callback: () => void, log: Logger): void {
  try {
    callback();
  } catch (error) {
    log.error({ err: error }, 'what was to follow a commit failed');
  }
}

function translate(error: unknown): unknown {
  if (isDatabaseUnavailable(error)) return databaseAway(error);
  if (!RETRIED.has(codeOf(error))) return error;
  return new Refusal(
    'busy',
    'Others are changing the same records. Please try again.',
    { retry_after: 1 },
    { cause: error },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Behind a transaction pooler a session's settings are not one's own: they go with each transaction. */
function withSettings<T>(run: (tx: Tx) => Promise<T>): (tx: Tx) => Promise<T> {
  return async (tx) => {
    await tx.sql.unsafe(
      Object.entries(SETTINGS)
        .map(([setting, value]) => `set local ${setting} = '${value}'`)
        .join('; '),
    );
    return run(tx);
  };
}

/** What the driver gets wrong when the connection is lost in the middle: `transaction` and `reserve` do it right. */
const UNSAFE = new Set<PropertyKey>(['begin', 'reserve', 'listen', 'subscribe']);

/** A `sql` that always speaks through the client of the moment. */
function following(current: () => postgres.Sql): postgres.Sql {
  return new Proxy((() => undefined) as unknown as postgres.Sql, {
    apply: (_, self, args) => Reflect.apply(current() as never, self, args),
    get(_, name) {
      if (UNSAFE.has(name)) throw new Error(`Database.sql.${String(name)} is not to be used`);
      return Reflect.get(current(), name);
    },
  });
}
