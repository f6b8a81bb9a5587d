import type { StreamFrame } from '@halo/wire/sdk/conversations.ts';
import type { Api } from './api.ts';
import { isTemporary, retryDelay, toHaloError } from './halo-error.ts';
import type { Page } from './page.ts';
import { readText } from './read-frames.ts';
import { createEventReader } from './read-server-events.ts';

interface LiveDeps {
  page: Page;
  api: Api;
  /** One lock per person of this browser: the tab that holds it listens for all of theirs. */
  lock(): string;
  /** Makes the call as the present user. */
  prove<T>(send: (headers: Record<string, string>) => Promise<T>): Promise<T>;
  /** Resolves when the pause for proof is over. */
  resumed(): Promise<void>;
  /** A frame this tab heard for itself, to be passed on to the others. */
  onFrame(frame: StreamFrame): void;
}

/** Listens to `GET /stream`: one connection per browser, reconnecting with growing gaps. */
export interface Live {
  /** Begins to listen, unless it already does. */
  start(): void;
  stop(): void;
  /** Begins anew if it was listening: the session is another one. */
  restart(): void;
}

/** The server says something, if only a comment, at least this often; silence means a dead connection. */
const SILENCE_MS = 75_000;

export function createLive(deps: LiveDeps): Live {
  const { page, api } = deps;
  let stopper: AbortController | null = null;

  async function listen(signal: AbortSignal): Promise<void> {
    const dead = new AbortController();
    const give = () => dead.abort();
    signal.addEventListener('abort', give);
    let watch: ReturnType<typeof setTimeout> | undefined;
    try {
      const response = await deps.prove((headers) => api.call('GET', '/stream', { headers, signal: dead.signal }));
      const reader = createEventReader((type, data) => {
        // A piece may be on its way from the socket when the listening ends.
        if (signal.aborted) return;
        try {
          deps.onFrame({ ...JSON.parse(data), type } as StreamFrame);
        } catch {}
      });
      const rearm = () => {
        clearTimeout(watch);
        watch = setTimeout(give, SILENCE_MS);
      };
      rearm();
      await readText(response, (chunk) => {
        rearm();
        reader.push(chunk);
      });
    } finally {
      clearTimeout(watch);
      signal.removeEventListener('abort', give);
    }
  }

  async function stay(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    while (!signal.aborted) {
      const began = page.now();
      try {
        await listen(signal);
      } catch (cause) {
        const error = toHaloError(cause);
        if (error.code === 'identity_paused') {
          // Somebody else may come before the pause ends; then the lock is theirs to take.
          await Promise.race([deps.resumed(), new Promise((go) => signal.addEventListener('abort', go))]);
          continue;
        }
        // A connection that broke after its head came back as a plain error too: it counts as the network.
        if (error.status && !isTemporary(error)) return;
      }
      if (signal.aborted) return;
      attempt = page.now() - began > 60_000 ? 0 : attempt + 1;
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer);
          stopOnline();
          signal.removeEventListener('abort', go);
          resolve();
        };
        const timer = setTimeout(go, retryDelay(attempt - 1));
        const stopOnline = page.on('online', go);
        signal.addEventListener('abort', go);
      });
    }
  }

  function stop(): void {
    stopper?.abort();
    stopper = null;
  }

  function start(): void {
    if (stopper) return;
    const mine = new AbortController();
    stopper = mine;
    const { signal } = mine;
    const lead = () => stay(signal);
    const ended = () => {
      if (stopper === mine) stopper = null;
    };
    if (page.locks) page.locks.request(deps.lock(), { signal }, lead).then(ended, ended);
    else lead().then(ended, ended);
  }

  return {
    start,
    stop,
    restart() {
      if (!stopper) return;
      stop();
      start();
    },
  };
}
