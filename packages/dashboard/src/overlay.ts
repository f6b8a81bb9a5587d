import { useSyncExternalStore } from 'react';

/** What lies over the page by a key of its own. One at a time. */
export type Overlay = 'palette' | 'keys' | null;

let shown: Overlay = null;
const listeners = new Set<() => void>();

/** Shows the palette or the keys, from wherever one is; null puts either away. */
export function showOverlay(next: Overlay): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
