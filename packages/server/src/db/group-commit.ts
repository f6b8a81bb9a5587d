import { Refusal } from '../refusal.ts';
import { type Waiting, waitingRoom } from './waiting-room.ts';

export type CommitLane = 'interactive' | 'bulk';

export interface GroupCommitOptions<Call, Result> {
  /**
   * Does all calls in one transaction and answers each in its place; an Error in a place rejects that call alone. When
   * it throws, nothing of it may have happened.
   */
  run(calls: Call[]): Promise<(Result | Error)[]>;
  /** What a call touches, unique across workspaces. Calls that share a key are run in the order they came. */
  keysOf(call: Call): string[];
  workspaceOf(call: Call): string;
  /** `interactive` unless told: bulk calls ride when no interactive call waits. */
  laneOf?(call: Call): CommitLane;
  /** What a waiting call costs in memory. */
  bytesOf?(call: Call): number;
  maxCalls?: number;
  maxInFlight?: number;
  /** Bounds of each lane, past which new calls are refused as `busy`. */
  maxWaiting?: number;
  maxWaitingBytes?: number;
  maxAgeMs?: number;
}

export interface GroupCommit<Call, Result> {
  /** Answers when the transaction that carried the call is committed. Throws `busy` when too many wait already. */
  submit(call: Call): Promise<Result>;
  /** Resolves when nothing waits and nothing is in flight. */
  drain(): Promise<void>;
  /** For metrics. */
  state(): { waiting: number; inFlight: number };
}

interface Entry<Call, Result> extends Waiting {
  call: Call;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** A batch takes no more than this of waiting bytes, so that one transaction stays short. */
const BATCH_BYTES = 8 * 1024 * 1024;
/** Fewer calls than this travel in one batch. */
const WORTH_SPLITTING = 16;
/** After so many interactive batches in a row bulk calls get one, or a busy day would starve them. */
const BULK_TURN = 8;

/**
 * Lets calls that arrive together share a transaction. There is no timer: a call that comes alone is run at once, and
 * calls gather while two batches are in flight, or
 * while one is and they are few beside it. A key rides in one batch at a time, so its calls keep their order.
 */
export function groupCommit<Call, Result>(options: GroupCommitOptions<Call, Result>): GroupCommit<Call, Result> {
  const {
    maxCalls = 256,
    maxInFlight = 2,
    maxWaiting = 4_096,
    maxWaitingBytes = 32 * 1024 * 1024,
    maxAgeMs = 10_000,
  } = options;
  const room = waitingRoom<Entry<Call, Result>>();
  const drained: (() => void)[] = [];
  let inFlight = 0;
  /** Calls in flight. */
  let carried = 0;
  let scheduled = false;
  let interactiveInRow = 0;

  /** After the events of this turn of the loop: requests that were read together travel together. */
  function schedule(): void {
    if (scheduled || inFlight >= maxInFlight) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  }

  /** A batch costs much whatever it carries: beside another it sets out only when it is worth half of that one. */
  function isWorthwhile(): boolean {
    return inFlight === 0 || (inFlight < maxInFlight && room.size() * 2 >= carried);
  }

  function flush(): void {
    while (isWorthwhile()) {
      const batch = takeBatch();
      if (batch.length === 0) break;
      inFlight++;
      carried += batch.length;
      void carry(batch).finally(() => {
        room.release(batch);
        inFlight--;
        carried -= batch.length;
        if (room.size() === 0 && inFlight === 0) for (const resolve of drained.splice(0)) resolve();
        else schedule();
      });
    }
  }

  /** Many that wait are split between the batches that may set out: while the database works on one, this process does on the other. */
  function fairShare(): number {
    const waiting = room.size();
    return waiting < WORTH_SPLITTING ? maxCalls : Math.min(maxCalls, Math.ceil(waiting / (maxInFlight - inFlight)));
  }

  function takeBatch(): Entry<Call, Result>[] {
    const limits = { calls: fairShare(), bytes: BATCH_BYTES };
    const order: CommitLane[] = interactiveInRow >= BULK_TURN ? ['bulk', 'interactive'] : ['interactive', 'bulk'];
    for (const lane of order) {
      const batch = room.take(lane, limits);
      if (batch.length === 0) continue;
      interactiveInRow = lane === 'interactive' ? interactiveInRow + 1 : 0;
      return batch;
    }
    return [];
  }

  /** Runs a batch and answers everyone in it. A value the database refuses fails its own call only: halves find it. */
  async function carry(batch: Entry<Call, Result>[]): Promise<void> {
    try {
      const results = await options.run(batch.map(({ call }) => call));
      if (results.length !== batch.length) throw new Error(`${batch.length} calls got ${results.length} results`);
      batch.forEach((entry, index) => {
        const result = results[index] as Result | Error;
        if (result instanceof Error) entry.reject(result);
        else entry.resolve(result);
      });
    } catch (error) {
      if (batch.length === 1 || !isOneCallsFault(error)) {
        for (const entry of batch) entry.reject(error);
        return;
      }
      const middle = batch.length >> 1;
      await carry(batch.slice(0, middle));
      await carry(batch.slice(middle));
    }
  }

  return {
    async submit(call) {
      const lane = options.laneOf?.(call) ?? 'interactive';
      const bytes = options.bytesOf?.(call) ?? 0;
      const { calls, bytes: waitingBytes, oldest } = room.load(lane);
      const now = performance.now();
      if (calls >= maxWaiting || (calls > 0 && waitingBytes + bytes > maxWaitingBytes) || now - oldest > maxAgeMs) {
        throw new Refusal('busy', 'Too many writes are waiting. Please try again.', { retry_after: 1 });
      }
      return new Promise<Result>((resolve, reject) => {
        const keys = [...new Set(options.keysOf(call))];
        room.enter({ call, lane, keys, bytes, workspace: options.workspaceOf(call), since: now, resolve, reject });
        schedule();
      });
    },
    drain() {
      if (room.size() === 0 && inFlight === 0) return Promise.resolve();
      return new Promise((resolve) => drained.push(resolve));
    },
    state: () => ({ waiting: room.size(), inFlight }),
  };
}

/** A data error (SQLSTATE 22, 23), or a bug that one call's values led to: not something that would meet every call. */
function isOneCallsFault(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code);
}
