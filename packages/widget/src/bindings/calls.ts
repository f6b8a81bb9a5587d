import type { Happenings } from '../happenings.ts';
import type { DebugFacts, HaloInstance } from '../instance.ts';

/** Halo as components call it: the same object for as long as the page lives, whether Halo runs yet or not. */
export interface HaloCalls extends Omit<HaloInstance, 'destroy' | 'unmount' | 'debug'> {
  /** `null` while Halo does not run. */
  debug(): DebugFacts | null;
}

/** Calls that find Halo running reach it; earlier ones wait for it. */
export interface WaitingCalls {
  readonly calls: HaloCalls;
  /** Hands over what has waited. */
  attach(halo: HaloInstance): void;
  /** Halo has gone: what is asked for from now on waits for the next. */
  detach(): void;
}

const MOST_WAITING = 100;

type Use<T> = (halo: HaloInstance) => T;
interface Listener {
  listen: Use<() => void>;
  stop?: () => void;
}

export function createWaitingCalls(): WaitingCalls {
  let halo: HaloInstance | null = null;
  let waiting: Use<unknown>[] = [];
  const listeners = new Set<Listener>();

  function soon<T>(use: Use<T | Promise<T>>): Promise<T> {
    if (halo) return Promise.resolve(use(halo));
    const done = new Promise<T>((resolve) => {
      // On a server nothing ever comes, and a page that never starts Halo must not gather calls without end.
      if (typeof window === 'object' && waiting.length < MOST_WAITING) waiting.push((it) => resolve(use(it)));
    });
    done.catch(() => {});
    return done;
  }

  const calls: HaloCalls = {
    identify: (...args) => soon((it) => it.identify(...args)),
    identifyCompany: (...args) => soon((it) => it.identifyCompany(...args)),
    setContext: (...args) => void soon((it) => it.setContext(...args)),
    clearContext: (...args) => void soon((it) => it.clearContext(...args)),
    sendMessage: (text) => soon((it) => it.sendMessage(text)),
    openChat: () => void soon((it) => it.openChat()),
    closeChat: () => void soon((it) => it.closeChat()),
    highlightElement: (...args) => halo?.highlightElement(...args) ?? false,
    clearHighlights: () => halo?.clearHighlights(),
    reset: () => soon((it) => it.reset()),
    track: (...args) => void soon((it) => it.track(...args)),
    on<K extends keyof Happenings>(event: K, run: (detail: Happenings[K]) => void) {
      const listener: Listener = { listen: (it) => it.on(event, run) };
      listeners.add(listener);
      listener.stop = halo ? listener.listen(halo) : undefined;
      return () => {
        listeners.delete(listener);
        listener.stop?.();
      };
    },
    debug: () => halo?.debug() ?? null,
  };

  return {
    calls,
    attach(it) {
      halo = it;
      for (const listener of listeners) listener.stop = listener.listen(it);
      const all = waiting;
      waiting = [];
      for (const use of all) use(it);
    },
    detach() {
      halo = null;
      waiting = [];
    },
  };
}
