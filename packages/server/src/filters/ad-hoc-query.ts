import type { Database } from '../db/database.ts';
import type { TransactionStatements } from '../db/transaction.ts';
import { Refusal } from '../refusal.ts';
import type { ReadyIndexes } from './reading-index.ts';
import { readReadyIndexes } from './reading-index-store.ts';

/** However many people ask at once, this many connections of a process answer questions nobody could plan for. */
const AT_ONCE = 2;
const WAITING = 50;
const QUERY_CANCELED = '57014';

/**
 * Compiling a filter's hundreds of small expressions costs more than running them. Rows are read from memory, mostly, so
 * that it pays early to share them out.
 */
const SETTINGS = `set local statement_timeout = '5s'; set local jit = off;
  set local parallel_setup_cost = 200; set local parallel_tuple_cost = 0.01; set local work_mem = '16MB'`;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs reads that no index may be made for: one snapshot for all of them, five seconds for each, two such questions at
 * a time in this process. `run` is told what indexes on demand serve. Refused as `busy` when that is not enough.
 */
export async function adHocQuery<T>(
  db: Pick<Database, 'transaction'>,
  run: (sql: TransactionStatements, indexed: ReadyIndexes) => Promise<T>,
): Promise<T> {
  await takeTurn();
  try {
    return await db.transaction(
      async ({ sql }) => {
        await sql.unsafe(SETTINGS);
        return run(sql, await readReadyIndexes(sql));
      },
      { readOnly: true },
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)) throw error;
    const message =
      'This filter takes longer than five seconds to answer. Please narrow it, or save it as a segment: its people are then found in the background, and its ranges get an index.';
    throw new Refusal('busy', message, { retry_after: 5 }, { cause: error });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takeTurn(): Promise<void> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) {
      throw new Refusal('busy', 'Too many audiences are being counted just now. Please try again.', { retry_after: 2 });
    }
    await new Promise<void>((turn) => waiting.push(turn));
  }
  running += 1;
}
