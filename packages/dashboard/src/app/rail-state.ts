import { useSyncExternalStore } from 'react';
import { useMedia } from '../ui/use-media.ts';

const KEY = 'halo.rail';
const listeners = new Set<() => void>();
let choice: 'open' | 'folded' | null = readChoice();

function readChoice() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'open' || kept === 'folded' ? kept : null;
  } catch {
    return null;
  }
}

function choose(next: 'open' | 'folded') {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be closed; the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Whether the rail shows icons only. By itself it folds where the Inbox needs the room for its four columns. */
export function useRailFolded(inInbox: boolean): [folded: boolean, toggle: () => void] {
  const chosen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => choice,
  );
  const isWide = useMedia('(min-width: 100rem)');
  const isMiddling = useMedia('(min-width: 64rem)');
  const folded = chosen ? chosen === 'folded' : !isMiddling || (inInbox && !isWide);
  return [folded, () => choose(folded ? 'open' : 'folded')];
}
