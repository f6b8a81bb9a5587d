import type postgres from 'postgres';
import type { ClientOptions, RenewingClient } from './client.ts';

/** What a verb does inside a transaction, and what it wants done once that is durable. */
export interface Tx {
  sql: postgres.TransactionSql;
  /** Runs once, after the commit; never when the transaction is rolled back. Must not throw and is not awaited. */
  afterCommit(run: () => void): void;
}

/** One connection that runs one transaction at a time. */
export interface Lane {
  client: RenewingClient;
  /** Called at the moment the connection is lost. */
  lost: (() => void) | null;
}

/** How one try at a transaction ended. */
export type Attempt<T> =
  | { outcome: 'committed'; value: T; afterCommit: (() => void)[] }
  /** Nothing of it happened. */
  | { outcome: 'failed'; error: unknown; connectionLost: boolean }
  /** The connection was lost while the database committed: `xid`, when asked for, tells what came of it. */
  | { outcome: 'unknown'; error: unknown; xid: string | null; value: T; afterCommit: (() => void)[] };

export function openLane(open: (options: Pick<ClientOptions, 'connections' | 'onLost'>) => RenewingClient): Lane {
  const lane: Lane = { client: open({ connections: 1, onLost: () => lane.lost?.() }), lost: null };
  return lane;
}

/**
 * Runs `run` once in a transaction on this lane. After the connection is lost nothing that `run` still does reaches the
 * database: the driver would open the connection again and run the rest of a dead transaction outside of any.
 */
export async function attemptTransaction<T>(
  lane: Lane,
  run: (tx: Tx) => Promise<T>,
  { confirm = false, readOnly = false }: { confirm?: boolean; readOnly?: boolean } = {},
): Promise<Attempt<T>> {
  const fence: Fence = { state: 'open' };
  const afterCommit: (() => void)[] = [];
  let xid: string | null = null;
  let finished: { value: T } | null = null;
  lane.lost = () => {
    fence.state = 'lost';
  };
  try {
    await lane.client.current().begin(readOnly ? 'isolation level repeatable read read only' : '', (raw) => {
      if (confirm) {
        raw<{ xid: string }[]>`select pg_current_xact_id()::text as xid`.then(
          ([row]) => {
            xid = row?.xid ?? null;
          },
          () => undefined,
        );
      }
      return hold(fence, raw, async (sql) => {
        const value = await run({ sql, afterCommit: (callback) => afterCommit.push(callback) });
        finished = { value };
      });
    });
    fence.state = 'over';
    return { outcome: 'committed', value: (finished as unknown as { value: T }).value, afterCommit };
  } catch (error) {
    const connectionLost = isLost(fence);
    fence.state = connectionLost ? 'lost' : 'over';
    const done = finished as { value: T } | null;
    if (connectionLost && done) return { outcome: 'unknown', error, xid, value: done.value, afterCommit };
    return { outcome: 'failed', error, connectionLost };
  } finally {
    lane.lost = null;
  }
}

/** Statements on one connection, for code that begins and ends its transactions itself. */
export interface Lease {
  unsafe: postgres.Sql['unsafe'];
  /** Gives the connection back; nothing may be left open on it. */
  release(): void;
}

/** Statements that reach this lane's connection until it is lost, and are refused from then on. */
export function openLease(lane: Lane, giveBack: () => void): Lease {
  const fence: Fence = { state: 'open' };
  const sql = lane.client.current();
  lane.lost = () => {
    fence.state = 'lost';
  };
  return {
    unsafe: (...args) => {
      checkFence(fence);
      return sql.unsafe(...args);
    },
    release() {
      if (fence.state === 'over') return;
      fence.state = 'over';
      lane.lost = null;
      giveBack();
    },
  };
}

interface Fence {
  state: 'open' | 'lost' | 'over';
}

function isLost(fence: Fence): boolean {
  return fence.state === 'lost';
}

/** Runs `run` behind the fence. Once the connection is lost it never settles, for the driver would then send a rollback. */
function hold<T>(
  fence: Fence,
  raw: postgres.TransactionSql,
  run: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    run(fenced(fence, raw)).then(
      (value) => isLost(fence) || resolve(value),
      (error) => isLost(fence) || reject(error),
    );
  });
}

function checkFence(fence: Fence): void {
  if (fence.state === 'open') return;
  const message = isLost(fence) ? 'The connection of this transaction was lost' : 'This transaction is over';
  throw Object.assign(new Error(message), { code: isLost(fence) ? 'CONNECTION_CLOSED' : 'TRANSACTION_OVER' });
}

const SENDS = new Set<PropertyKey>(['unsafe', 'file', 'notify']);

function fenced(fence: Fence, raw: postgres.TransactionSql): postgres.TransactionSql {
  const check = () => checkFence(fence);
  return new Proxy(raw, {
    apply(target, self, args) {
      check();
      return Reflect.apply(target as never, self, args);
    },
    get(target, name) {
      if (name === 'savepoint') {
        return (label: string | Work, work?: Work) => {
          check();
          const inner = (sql: postgres.TransactionSql) =>
            hold(fence, sql, (typeof label === 'string' ? work : label) as Work);
          return typeof label === 'string' ? target.savepoint(label, inner) : target.savepoint(inner);
        };
      }
      if (SENDS.has(name)) check();
      return Reflect.get(target, name);
    },
  });
}

type Work = (sql: postgres.TransactionSql) => Promise<unknown>;
