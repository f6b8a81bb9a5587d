import type postgres from 'postgres';
import type { ClientOptions, RenewingClient } from './client.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';

/** Statements of a transaction. There are no savepoints: a verb does all of its work or none. */
export type TransactionStatements = postgres.ISql<Record<string, never>>;

/** What a verb does inside a transaction, and what it wants done once that is durable. */
export interface Tx {
  sql: TransactionStatements;
  /** Runs once, after the commit; never when the transaction is rolled back. Must not throw and is not awaited. */
  afterCommit(run: () => void): void;
}

/** One connection that runs one transaction at a time. */
export interface Lane {
  client: RenewingClient;
  /** Called at the moment the connection is lost. */
  lost: (() => void) | null;
}

export interface TransactionOptions {
  /**
   * When the connection is lost during the commit, ask the database what came of it instead of answering `not_ready`.
   * Costs one small statement per transaction.
   */
  confirm?: boolean;
  /** One snapshot for everything `run` reads; it may write nothing. */
  readOnly?: boolean;
  /**
   * Every row is found through an index. For statements that look up a few dozen rows by key: on a table that has just
   * grown, statistics still call it empty, and the plan that is kept would read all of it.
   */
  byIndex?: boolean;
}

/** How one try at a transaction ended. */
export type Attempt<T> =
  | { outcome: 'committed'; value: T; afterCommit: (() => void)[] }
  /** Nothing of it happened. */
  | { outcome: 'failed'; error: unknown; connectionLost: boolean }
  /** The connection was lost while the database committed: `xid`, when asked for, tells what came of it. */
  | { outcome: 'unknown'; error: unknown; xid: string | null; value: T; afterCommit: (() => void)[] };

export function openLane(
  open: (options: Pick<ClientOptions, 'connections' | 'onLost' | 'once'>) => RenewingClient,
): Lane {
  const lane: Lane = { client: open({ connections: 1, once: true, onLost: () => lane.lost?.() }), lost: null };
  return lane;
}

const XID = 'select pg_current_xact_id()::text as xid';
const BY_INDEX = `select ${['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_bitmapscan']
  .map((setting) => `set_config('${setting}', 'off', true)`)
  .join(', ')}`;

/**
 * Runs `run` once in a transaction on this lane. `begin` travels with the first statements of `run`, so it costs no
 * round trip of its own. After the connection is lost nothing that `run` still does reaches the database: the driver
 * would open the connection again and run the rest of a dead transaction outside of any.
 */
export async function attemptTransaction<T>(
  lane: Lane,
  run: (tx: Tx) => Promise<T>,
  { confirm = false, readOnly = false, byIndex = false }: TransactionOptions = {},
): Promise<Attempt<T>> {
  const sql = lane.client.current();
  const fence: Fence = { state: 'open' };
  const afterCommit: (() => void)[] = [];
  const lost = new Promise<never>((_, reject) => {
    lane.lost = () => {
      fence.state = 'lost';
      reject(fenceError(fence));
    };
  });
  lost.catch(() => undefined);
  let xid: string | null = null;
  let finished: { value: T } | null = null;
  try {
    // One message, and one answer, for all that opens a transaction.
    const opening = [readOnly ? 'begin isolation level repeatable read read only' : 'begin'];
    if (byIndex) opening.push(BY_INDEX);
    if (confirm) opening.push(XID);
    const begun = send(sql, opening.join(';')).then((results) => {
      if (confirm) xid = (results as unknown as { xid: string }[][]).at(-1)?.[0]?.xid ?? null;
    });
    begun.catch(() => undefined);
    if (!lane.client.opensOnce) await begun;
    const work = run({ sql: fenced(fence, sql), afterCommit: (callback) => afterCommit.push(callback) });
    const value = await Promise.race([Promise.all([begun, work]).then(([, done]) => done), lost]);
    finished = { value };
    fence.state = 'over';
    const ended = await Promise.race([send(sql, 'commit'), lost]);
    // A statement failed and `run` went on as if it had not: then there was nothing left to commit.
    if (ended.command !== 'COMMIT')
      return { outcome: 'failed', error: new Error('a failed statement was passed over'), connectionLost: false };
    return { outcome: 'committed', value, afterCommit };
  } catch (error) {
    // The driver's error may come before the socket's own word that the connection is gone.
    const away = isLost(fence) || isDatabaseUnavailable(error);
    const done = finished as { value: T } | null;
    if (done && away) return { outcome: 'unknown', error, xid, value: done.value, afterCommit };
    if (isLost(fence)) return { outcome: 'failed', error, connectionLost: true };
    fence.state = 'over';
    await Promise.race([send(sql, 'rollback'), lost]).catch(() => undefined);
    return { outcome: 'failed', error, connectionLost: away || isLost(fence) };
  } finally {
    lane.lost = null;
  }
}

/** Sends at once, in the order of calls; the lane has one connection, so nothing else comes between. */
function send(sql: postgres.Sql, statement: string): Promise<postgres.RowList<postgres.Row[]>> {
  const sent = sql.unsafe(statement).execute();
  const answered = sent.then((rows) => rows);
  answered.catch(() => undefined);
  return answered;
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

function checkFence(fence: Fence): void {
  if (fence.state !== 'open') throw fenceError(fence);
}

function fenceError(fence: Fence): Error {
  const message = isLost(fence) ? 'The connection of this transaction was lost' : 'This transaction is over';
  return Object.assign(new Error(message), { code: isLost(fence) ? 'CONNECTION_CLOSED' : 'TRANSACTION_OVER' });
}

const SENDS = new Set<PropertyKey>(['unsafe', 'file', 'notify']);

function fenced(fence: Fence, raw: postgres.Sql): TransactionStatements {
  return new Proxy(raw as unknown as TransactionStatements, {
    apply(target, self, args) {
      checkFence(fence);
      return Reflect.apply(target as never, self, args);
    },
    get(target, name) {
      if (SENDS.has(name)) checkFence(fence);
      return Reflect.get(target, name);
    },
  });
}
