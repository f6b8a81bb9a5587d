import type { Logger } from 'pino';
import type { Database } from './database.ts';

interface Holder {
  db: Database;
  log: Logger;
}

/** Figures that many calls add to and that one statement takes to the database every few seconds. */
export interface LateSums<Sum> {
  /** Adds in memory; costs no statement. Beyond the most keys that may wait, new ones are not counted. */
  add(deps: Holder, key: string, more: Sum): void;
  /** Writes what waits; for a clean stop. A killed process loses its last seconds. */
  flush(deps: Holder): Promise<void>;
}

interface Waiting<Sum> {
  sums: Map<string, Sum>;
  timer: NodeJS.Timeout | null;
  writing: Promise<void>;
}

/** What could not be written waits for the next time. */
export function lateSums<Sum>(options: {
  everyMs: number;
  mostKeys: number;
  join(known: Sum, more: Sum): Sum;
  write(db: Database, sums: Sum[]): Promise<void>;
}): LateSums<Sum> {
  const databases = new WeakMap<Database, Waiting<Sum>>();

  function waitingFor(db: Database): Waiting<Sum> {
    const known = databases.get(db);
    if (known) return known;
    const fresh: Waiting<Sum> = { sums: new Map(), timer: null, writing: Promise.resolve() };
    databases.set(db, fresh);
    return fresh;
  }

  function join(waiting: Waiting<Sum>, key: string, more: Sum): void {
    const known = waiting.sums.get(key);
    if (known === undefined && waiting.sums.size >= options.mostKeys) return;
    waiting.sums.set(key, known === undefined ? more : options.join(known, more));
  }

  async function write({ db, log }: Holder, waiting: Waiting<Sum>): Promise<void> {
    const sums = waiting.sums;
    if (sums.size === 0) return;
    waiting.sums = new Map();
    try {
      await options.write(db, [...sums.values()]);
    } catch (error) {
      for (const [key, sum] of sums) join(waiting, key, sum);
      log.warn({ err: error, figures: sums.size }, 'figures could not be written and wait');
    }
  }

  function flush(deps: Holder): Promise<void> {
    const waiting = waitingFor(deps.db);
    if (waiting.timer) clearTimeout(waiting.timer);
    waiting.timer = null;
    waiting.writing = waiting.writing.then(() => write(deps, waiting));
    return waiting.writing;
  }

  return {
    add(deps, key, more) {
      const waiting = waitingFor(deps.db);
      join(waiting, key, more);
      waiting.timer ??= setTimeout(() => void flush(deps), options.everyMs).unref();
    },
    flush,
  };
}
