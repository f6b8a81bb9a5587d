/** What the client needs from the browser it runs in, so that it can be tried without one. */
export interface Page {
  fetch: typeof fetch;
  /** `null` where the browser forbids it. */
  storage: Storage | null;
  locks: LockManager | null;
  now(): number;
  visible(): boolean;
  online(): boolean;
  /** A channel to the other tabs of this site; `null` where there is none. */
  channel(name: string): BroadcastChannel | null;
  /** Calls `run` at each such moment; returns how to stop. */
  on(what: PageMoment, run: () => void): () => void;
}

/** `hidden`: perhaps never seen again, the last moment to send. `gone` and `back`: into and out of the browser's cache. */
export type PageMoment = 'visible' | 'hidden' | 'online' | 'offline' | 'gone' | 'back';

function tryOrNull<T>(read: () => T): T | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}

function listen(target: EventTarget, event: string, run: (event: Event) => void): () => void {
  target.addEventListener(event, run);
  return () => target.removeEventListener(event, run);
}

/** The page of a real browser. Touches nothing that could throw where storage is blocked. */
export function browserPage(): Page {
  return {
    fetch: (input, init) => fetch(input, init),
    storage: tryOrNull(() => localStorage),
    locks: tryOrNull(() => navigator.locks),
    now: () => Date.now(),
    visible: () => document.visibilityState === 'visible',
    online: () => navigator.onLine !== false,
    channel: (name) => tryOrNull(() => new BroadcastChannel(name)),
    on(what, run) {
      if (what === 'online' || what === 'offline') return listen(window, what, run);
      if (what === 'gone') return listen(window, 'pagehide', run);
      if (what === 'back')
        return listen(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && run());
      return listen(document, 'visibilitychange', () => document.visibilityState === what && run());
    },
  };
}
