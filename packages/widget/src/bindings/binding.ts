import { HaloAgents } from '../index.ts';
import type { HaloInstance } from '../instance.ts';
import type { HaloOptions } from '../options.ts';
import { createWaitingCalls, type HaloCalls } from './calls.ts';
import { tellChanges } from './person.ts';

/** What components may draw of Halo. */
export interface HaloState {
  /** Whether Halo runs and has its configuration. */
  readonly ready: boolean;
  readonly open: boolean;
  /** Messages that have come and were not seen. */
  readonly unread: number;
}

/** Halo as frameworks drive it: options that change with every rendering, mounts that come and go. */
export interface Binding {
  readonly calls: HaloCalls;
  /** Starts Halo, or tells the running one what has changed. Needs a browser. */
  follow(options: HaloOptions): void;
  /**
   * A component that wants Halo is there. Returns how to let go: with the last one Halo leaves the page, unless another
   * comes in its place at once. The session stays (identity S5).
   */
  hold(): () => void;
  state(): HaloState;
  subscribe(run: () => void): () => void;
}

export const QUIET: HaloState = { ready: false, open: false, unread: 0 };

/** What Halo reads once, when it starts: when these change, it starts anew. */
function fixed(options: HaloOptions): string {
  const { userId, userTraits, companyId, companyTraits, context, userToken, getUserToken, ...rest } = options;
  return JSON.stringify({ ...rest, asks: getUserToken !== undefined });
}

function createBinding(): Binding {
  const waiting = createWaitingCalls();
  const readers = new Set<() => void>();
  let state = QUIET;
  let halo: HaloInstance | null = null;
  /** Whether this binding has started it: what the page has started by itself is not ours to end. */
  let ours = false;
  let told: HaloOptions | null = null;
  let holders = 0;

  function set(change: Partial<HaloState>): void {
    state = { ...state, ...change };
    for (const run of readers) run();
  }
  waiting.calls.on('ready', () => set({ ready: true }));
  waiting.calls.on('open', () => set({ open: true }));
  waiting.calls.on('close', () => set({ open: false }));
  waiting.calls.on('unread', (unread) => set({ unread }));

  function end(): void {
    waiting.detach();
    if (ours) halo?.unmount();
    halo = told = null;
    set(QUIET);
  }

  function begin(options: HaloOptions): void {
    const running = HaloAgents.getInstance();
    ours = !running;
    halo = running ?? HaloAgents.init(withLatest(options));
    waiting.attach(halo);
    if (!running) return;
    tellChanges(halo, {}, options);
    set({ ready: true });
  }

  /** Callbacks are new functions with every rendering: the newest is called. */
  function withLatest(options: HaloOptions): HaloOptions {
    return {
      ...options,
      getUserToken: options.getUserToken && (() => told?.getUserToken?.()),
      onIdentityExpired: (event) => told?.onIdentityExpired?.(event),
      onReady: (it) => told?.onReady?.(it),
      onError: (error) => told?.onError?.(error),
      onMessage: (message) => told?.onMessage?.(message),
      onAction: (action) => told?.onAction?.(action),
      onChatOpen: () => told?.onChatOpen?.(),
      onChatClose: () => told?.onChatClose?.(),
    };
  }

  return {
    calls: waiting.calls,
    follow(options) {
      if (halo && HaloAgents.getInstance() !== halo) end();
      const before = told;
      told = options;
      if (halo && before) tellChanges(halo, before, options);
      if (halo && before && fixed(before) !== fixed(options)) {
        end();
        told = options;
      }
      if (!halo) begin(options);
    },
    hold() {
      holders++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders--;
        // React's Strict Mode and a change of layout let go and come back at once.
        setTimeout(() => holders === 0 && end());
      };
    },
    state: () => state,
    subscribe(run) {
      readers.add(run);
      return () => readers.delete(run);
    },
  };
}

/** One page has one Halo, whichever component holds it. */
export const binding = createBinding();
