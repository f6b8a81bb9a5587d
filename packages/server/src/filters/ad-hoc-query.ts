import type { Database } from '../db/database.ts';
import type { TransactionStatements } from '../db/transaction.ts';
import { Refusal } from '../refusal.ts';

/** However many people ask at once, this many connections of a process answer questions nobody could plan for. */
const AT_ONCE = 2;
const WAITING = 50;
const QUERY_CANCELED = '57014';

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs reads that no index may be made for: one snapshot for all of them, five seconds for each, two such questions at
 * a time in this process. Refused as `busy` when that is not enough.
 */
export async function adHocQuery<T>(
  db: Pick<Database, 'transaction'>,
  run: (sql: TransactionStatements) => Promise<T>,
): Promise<T> {
  await takeTurn();
  try {
    return await db.transaction(
      async ({ sql }) => {
        // Compiling a filter's hundreds of small expressions costs more than running them.
        await sql.unsafe("set local statement_timeout = '5s'; set local jit = off");
        return run(sql);
      },
      { readOnly: true },
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)) throw error;
    const message = 'This filter takes longer than five seconds to answer. Please narrow it.';
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
