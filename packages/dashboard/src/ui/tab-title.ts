import { useEffect } from 'react';

/** Names the browser's tab, from the most particular word to the least. Where several ask, the last one mounted holds. */
export function useTabTitle(...words: string[]): void {
  const title = [...words, 'Halo'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
