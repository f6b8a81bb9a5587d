import type { Tx } from '../db/database.ts';
import type { LogLine } from './identify-log.ts';
import { insertLogLines } from './identify-log-store.ts';

/** Writes the lines of a batch of identity calls in its own transaction, so that they survive the crash they explain. */
export function logIdentify(tx: Tx, lines: readonly LogLine[]): Promise<void> {
  return insertLogLines(tx.sql, lines);
}
