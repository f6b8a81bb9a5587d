import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '../db/address.ts';
import { renewingClient } from '../db/client.ts';
import { startEar } from './ear.ts';

/**
 * Who hears what, across processes. A bell carries no data: whoever is woken reads what is new from the database.
 * Channels: `session:<session row id>`, `conversation:<id>`, `contact:<id>` (what a proven person may read anywhere),
 * `workspace:<id>:inbox`, `workspace:<id>:contacts`, `workspace:<id>:log`, `workspace:<id>:alerts`, `jobs:<queue>`.
 */
export interface Live {
  /** Wakes all who listen to these channels: in this process at once, in others within milliseconds. Never throws. */
  ring(channels: string[]): void;
  /**
   * Calls `wake` at every ring, and at the latest every 15 seconds (2 where the database cannot carry the bell), for a
   * ring can be lost with its process. Returns the end of listening.
   */
  listen(channel: string, wake: () => void): () => void;
  close(): Promise<void>;
}

export interface LiveOptions {
  /** Null when no session of one's own can be had, as behind a transaction pooler: then everybody polls. */
  address: DatabaseAddress | null;
  log: Logger;
  /** How long a listener sleeps at most; for tests. */
  pollMs?: number;
}

interface Listener {
  wake: () => void;
  woken: number;
}

/** The one PostgreSQL channel that all bells travel on. */
const BELL = 'halo_bell';
/** PostgreSQL takes payloads below 8,000 bytes. */
const PAYLOAD_BYTES = 7_900;
/** More than this many channels waiting to be told are told as "everything". */
const MOST_WAITING = 5_000;
const EVERYTHING = '*';

export function createLive({ address, log, pollMs = address ? 15_000 : 2_000 }: LiveOptions): Live {
  const me = randomBytes(6).toString('hex');
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Set<string>();
  let sending: Promise<void> | null = null;
  // A bell lost in a crash is made good by polling, so it need not wait for the disk.
  const mouth =
    address && renewingClient(address, { connections: 1, name: 'halo bell', settings: { synchronous_commit: 'off' } });
  const ear =
    address && startEar({ address, channel: BELL, log, hear: (payload) => hear(payload), missed: () => wakeAll() });
  const poll = setInterval(wakeSleepers, Math.min(1_000, pollMs));
  poll.unref();

  function wake(listener: Listener): void {
    listener.woken = performance.now();
    try {
      listener.wake();
    } catch (error) {
      log.error({ err: error }, 'a live listener failed');
    }
  }

  function wakeChannel(channel: string): void {
    for (const listener of [...(listeners.get(channel) ?? [])]) wake(listener);
  }

  function wakeAll(): void {
    for (const channel of [...listeners.keys()]) wakeChannel(channel);
  }

  function wakeSleepers(): void {
    const since = performance.now() - pollMs;
    for (const group of [...listeners.values()]) {
      for (const listener of [...group]) if (listener.woken <= since) wake(listener);
    }
  }

  function hear(payload: string): void {
    const [sender, ...channels] = payload.split('\n');
    if (sender === me) return;
    if (channels.includes(EVERYTHING)) wakeAll();
    else channels.forEach(wakeChannel);
  }

  async function tellOthers(sql: NonNullable<typeof mouth>): Promise<void> {
    while (waiting.size > 0) {
      const payload = takePayload(me, waiting);
      await sql.current()`select pg_notify(${BELL}, ${payload})`.catch((error: unknown) =>
        log.warn({ err: error }, 'a bell could not be rung in other processes'),
      );
    }
    sending = null;
  }

  return {
    ring(channels) {
      for (const channel of channels) {
        wakeChannel(channel);
        if (mouth) waiting.add(channel);
      }
      if (waiting.size > MOST_WAITING) {
        waiting.clear();
        waiting.add(EVERYTHING);
      }
      if (mouth && waiting.size > 0) sending ??= tellOthers(mouth);
    },
    listen(channel, run) {
      const listener: Listener = { wake: run, woken: performance.now() };
      const group = listeners.get(channel) ?? new Set();
      listeners.set(channel, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(channel) === group) listeners.delete(channel);
      };
    },
    async close() {
      clearInterval(poll);
      await sending;
      await Promise.all([ear?.close(), mouth?.end()]);
    },
  };
}

/** Takes as many of the waiting channels as fit into one notification. */
function takePayload(sender: string, waiting: Set<string>): string {
  let payload = sender;
  let bytes = Buffer.byteLength(payload);
  for (const channel of waiting) {
    const more = 1 + Buffer.byteLength(channel);
    if (bytes + more > PAYLOAD_BYTES && bytes > Buffer.byteLength(sender)) break;
    waiting.delete(channel);
    // A channel that could never be sent is left to polling.
    if (bytes + more > PAYLOAD_BYTES) continue;
    payload += `\n${channel}`;
    bytes += more;
  }
  return payload;
}
