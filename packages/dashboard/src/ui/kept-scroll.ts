import type { RefObject } from 'react';
import { useEffect } from 'react';

const kept = new Map<string, number>();

/** How far down a list was when it was left. */
export function keptOffset(key: string): number {
  return kept.get(key) ?? 0;
}

/** Remembers how far down a list is, so that coming back to it finds the same place. */
export function useKeptScroll(key: string, element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const list = element.current;
    if (!list) return;
    const keep = () => kept.set(key, list.scrollTop);
    list.addEventListener('scroll', keep, { passive: true });
    return () => list.removeEventListener('scroll', keep);
  }, [key, element]);
}
