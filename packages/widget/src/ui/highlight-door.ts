import type { HighlightOptions } from '../instance.ts';
import type { Highlights } from './panel/highlight.ts';
import type { PanelFile } from './panel-port.ts';

/** The way to the frames around elements of the page, which come with the panel's file. */
export function createHighlightDoor(load: () => Promise<PanelFile>, gone: AbortSignal, nonce?: string): Highlights {
  let frames: Highlights | null = null;
  /** Counts up when the page is cleared: what was asked for before is not drawn after. */
  let era = 0;

  return {
    get count() {
      return frames?.count ?? 0;
    },
    show(selector, options?: HighlightOptions) {
      let there = false;
      try {
        there = document.querySelector(selector) !== null;
      } catch {}
      if (!there) return false;
      const asked = era;
      load().then(
        ({ createHighlights }) => {
          if (asked !== era || gone.aborted) return;
          frames ??= createHighlights(nonce);
          frames.show(selector, options);
        },
        () => {},
      );
      return true;
    },
    clear() {
      era++;
      frames?.clear();
    },
  };
}
