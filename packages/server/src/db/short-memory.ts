import type { Database } from './database.ts';

/** What a process remembers of rows for a short while, so that hot paths need not read them at every call. */
export interface ShortMemory<T> {
  /** The remembered answer for `key`, or that of `load`, which is then remembered. A failed load is not. */
  recall(db: Database, key: string, now: Date, load: () => Promise<T>): Promise<T>;
  /** Forgets all of a database, so that a change made here is seen by the very next call here. */
  forget(db: Database): void;
}

/** @param forMs the time after which a change made by another process is seen here at the latest. */
export function shortMemory<T>(forMs: number, mostKeys = 10_000): ShortMemory<T> {
  const databases = new WeakMap<Database, Map<string, { answer: Promise<T>; until: number }>>();
  return {
    recall(db, key, now, load) {
      const known = databases.get(db) ?? new Map();
      databases.set(db, known);
      const remembered = known.get(key);
      if (remembered && remembered.until > now.getTime()) return remembered.answer;
      const answer = load();
      if (known.size >= mostKeys) known.clear();
      known.set(key, { answer, until: now.getTime() + forMs });
      answer.catch(() => known.delete(key));
      return answer;
    },
    forget(db) {
      databases.delete(db);
    },
  };
}
