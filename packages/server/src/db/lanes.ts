import { Refusal } from '../refusal.ts';
import type { Lane } from './transaction.ts';

interface Waiter {
  take: (lane: Lane) => void;
  timer: NodeJS.Timeout;
}

/** Lends each of its connections to one transaction at a time, in the order they ask. */
export interface Lanes {
  /** Runs `use` with a lane of its own; refused as `busy` when none comes free within the patience. */
  lend<T>(use: (lane: Lane) => Promise<T>): Promise<T>;
  /** The same without a callback: whoever takes a lane gives it back. */
  take(): Promise<Lane>;
  giveBack(lane: Lane): void;
  end(): Promise<void>;
}

export function lanesOf(all: Lane[], patienceMs = 10_000): Lanes {
  const free = [...all];
  const waiting: Waiter[] = [];

  function take(): Promise<Lane> {
    const lane = free.pop();
    if (lane) return Promise.resolve(lane);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        take: resolve,
        timer: setTimeout(() => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(new Refusal('busy', 'The database is busy. Please try again.', { retry_after: 2 }));
        }, patienceMs),
      };
      waiting.push(waiter);
    });
  }

  function giveBack(lane: Lane): void {
    const next = waiting.shift();
    if (!next) {
      free.push(lane);
      return;
    }
    clearTimeout(next.timer);
    next.take(lane);
  }

  return {
    take,
    giveBack,
    async lend(use) {
      const lane = await take();
      try {
        return await use(lane);
      } finally {
        giveBack(lane);
      }
    },
    async end() {
      await Promise.all(all.map((lane) => lane.client.end()));
    },
  };
}
