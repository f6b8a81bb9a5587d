/** A value that tells its readers when it changes. */
export interface Store<T> {
  get(): T;
  set(change: Partial<T>): void;
  /** Calls `run` after each change, at once; returns how to stop. */
  subscribe(run: () => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const readers = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change };
      for (const run of [...readers]) run();
    },
    subscribe(run) {
      readers.add(run);
      return () => readers.delete(run);
    },
  };
}
