import type { Page, PageMoment } from '../client/page.ts';

/** A browser's `localStorage` in memory, shared by the tabs of one test. */
function memoryStorage(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  };
}

/** A page without a browser: its moments happen when the test says so. */
export interface TestPage extends Page {
  isVisible: boolean;
  isOnline: boolean;
  happen(what: PageMoment): void;
}

export function testPage(storage: Storage | null = memoryStorage()): TestPage {
  const runs = new Map<PageMoment, Set<() => void>>();
  const page: TestPage = {
    isVisible: true,
    isOnline: true,
    fetch: (input, init) => fetch(input, init),
    storage,
    locks: null,
    now: () => Date.now(),
    visible: () => page.isVisible,
    online: () => page.isOnline,
    channel: (name) => new BroadcastChannel(name),
    on(what, run) {
      runs.set(what, (runs.get(what) ?? new Set()).add(run));
      return () => runs.get(what)?.delete(run);
    },
    happen(what) {
      for (const run of runs.get(what) ?? []) run();
    },
  };
  return page;
}
