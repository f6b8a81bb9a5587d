/** One that waits for a place in a batch. */
export interface Waiting {
  lane: 'interactive' | 'bulk';
  workspace: string;
  keys: string[];
  bytes: number;
  /** When it came, on the monotonic clock. */
  since: number;
}

export interface WaitingRoom<E extends Waiting> {
  enter(entry: E): void;
  /**
   * Takes the next batch of a lane: one call per workspace in turn, and only calls that no earlier call of the same key
   * stands before, waiting or in flight. Calls of one key are in the order they came.
   */
  take(lane: Waiting['lane'], limits: { calls: number; bytes: number }): E[];
  /** Frees the keys of a batch that is done. */
  release(batch: E[]): void;
  load(lane: Waiting['lane']): { calls: number; bytes: number; oldest: number };
  size(): number;
}

interface Lane<E> {
  /** In turn: whoever was served goes to the end. */
  workspaces: Map<string, Set<E>>;
  /** In the order they came. */
  all: Set<E>;
  bytes: number;
}

interface Key<E> {
  waiting: Set<E>;
  inFlight: boolean;
}

export function waitingRoom<E extends Waiting>(): WaitingRoom<E> {
  const lanes: Record<Waiting['lane'], Lane<E>> = { interactive: emptyLane(), bulk: emptyLane() };
  const keys = new Map<string, Key<E>>();

  function join(entry: E): void {
    const lane = lanes[entry.lane];
    const queue = lane.workspaces.get(entry.workspace) ?? new Set();
    lane.workspaces.set(entry.workspace, queue.add(entry));
    lane.all.add(entry);
    lane.bytes += entry.bytes;
  }

  function leave(entry: E): void {
    const lane = lanes[entry.lane];
    const queue = lane.workspaces.get(entry.workspace);
    queue?.delete(entry);
    if (queue?.size === 0) lane.workspaces.delete(entry.workspace);
    lane.all.delete(entry);
    lane.bytes -= entry.bytes;
  }

  /** An interactive call behind bulk calls of its own key takes them along, or it would wait as long as they do. */
  function promoteThoseBefore(entry: E): void {
    for (const name of entry.keys) {
      for (const earlier of keys.get(name)?.waiting ?? []) {
        if (earlier === entry) break;
        if (earlier.lane === 'interactive') continue;
        promoteThoseBefore(earlier);
        leave(earlier);
        earlier.lane = 'interactive';
        join(earlier);
      }
    }
  }

  function isNext(entry: E, mine: Set<string>): boolean {
    return entry.keys.every((name) => {
      const key = keys.get(name);
      return !key || ((!key.inFlight || mine.has(name)) && first(key.waiting) === entry);
    });
  }

  return {
    enter(entry) {
      for (const name of entry.keys) {
        const key = keys.get(name) ?? { waiting: new Set(), inFlight: false };
        key.waiting.add(entry);
        keys.set(name, key);
      }
      if (entry.lane === 'interactive') promoteThoseBefore(entry);
      join(entry);
    },
    take(laneName, limits) {
      const lane = lanes[laneName];
      const batch: E[] = [];
      const mine = new Set<string>();
      let bytes = 0;
      const turns = [...lane.workspaces].map(([workspace, queue]) => ({ workspace, rest: queue.values() }));
      while (turns.length > 0) {
        for (const turn of [...turns]) {
          const entry = nextOf(turn.rest, (candidate) => isNext(candidate, mine));
          if (!entry) {
            turns.splice(turns.indexOf(turn), 1);
            continue;
          }
          if (batch.length > 0 && bytes + entry.bytes > limits.bytes) return batch;
          leave(entry);
          moveToEnd(lane.workspaces, turn.workspace);
          for (const name of entry.keys) {
            const key = keys.get(name);
            key?.waiting.delete(entry);
            if (key) key.inFlight = true;
            mine.add(name);
          }
          batch.push(entry);
          bytes += entry.bytes;
          if (batch.length >= limits.calls) return batch;
        }
      }
      return batch;
    },
    release(batch) {
      for (const name of new Set(batch.flatMap((entry) => entry.keys))) {
        const key = keys.get(name);
        if (!key) continue;
        key.inFlight = false;
        if (key.waiting.size === 0) keys.delete(name);
      }
    },
    load(laneName) {
      const { all, bytes } = lanes[laneName];
      return { calls: all.size, bytes, oldest: first(all)?.since ?? Number.POSITIVE_INFINITY };
    },
    size: () => lanes.interactive.all.size + lanes.bulk.all.size,
  };
}

function emptyLane<E>(): Lane<E> {
  return { workspaces: new Map(), all: new Set(), bytes: 0 };
}

function first<E>(set: Set<E>): E | undefined {
  for (const entry of set) return entry;
  return undefined;
}

function nextOf<E>(rest: IterableIterator<E>, fits: (entry: E) => boolean): E | null {
  for (let step = rest.next(); !step.done; step = rest.next()) if (fits(step.value)) return step.value;
  return null;
}

function moveToEnd<V>(map: Map<string, V>, name: string): void {
  const value = map.get(name);
  if (value === undefined) return;
  map.delete(name);
  map.set(name, value);
}
