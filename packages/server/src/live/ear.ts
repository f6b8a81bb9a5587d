import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '../db/address.ts';
import { pgOptions } from '../db/pg-options.ts';

export interface EarOptions {
  address: DatabaseAddress;
  channel: string;
  log: Logger;
  hear: (payload: string) => void;
  /** The connection was made anew: what was rung in between went unheard. */
  missed: () => void;
}

/** One connection that does nothing but LISTEN, and is made anew for as long as it takes when it is lost. */
export function startEar({ address, channel, log, hear, missed }: EarOptions): { close(): Promise<void> } {
  const closing = new AbortController();
  let client: Client | null = null;
  let connecting: Promise<unknown> = Promise.resolve();

  const running = (async () => {
    let pause = 100;
    for (let first = true; !closing.signal.aborted; first = false) {
      const began = performance.now();
      try {
        client = new Client({
          ...pgOptions(address),
          application_name: 'halo ear',
          keepAlive: true,
          connectionTimeoutMillis: 5_000,
        });
        const lost = new Promise<void>((resolve) => client?.once('end', resolve));
        // Told of by 'end' as well; without a listener it would end the process.
        client.on('error', () => undefined);
        client.on('notification', ({ payload }) => payload && hear(payload));
        connecting = client.connect();
        await connecting;
        await client.query(`listen ${channel}`);
        if (!first) missed();
        await lost;
      } catch (error) {
        log.debug({ err: error }, 'the bell cannot be heard yet');
        await client?.end().catch(() => undefined);
      }
      if (closing.signal.aborted) return;
      pause = performance.now() - began > 10_000 ? 100 : Math.min(pause * 2, 5_000);
      await sleep(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  })();

  return {
    async close() {
      closing.abort();
      // The driver never answers an `end` that comes before the connection is made.
      await connecting.catch(() => undefined);
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
