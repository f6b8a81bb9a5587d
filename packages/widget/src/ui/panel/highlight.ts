import type { HighlightOptions } from '../../instance.ts';
import { adoptStyles } from '../adopt-styles.ts';

const STYLES = `
:host{all:initial!important;position:fixed!important;inset:0!important;pointer-events:none!important;z-index:2147482999!important}
.frame{position:fixed;border-radius:8px;box-shadow:0 0 0 2px #fff,0 0 0 5px #4a3fc0,0 0 24px 4px rgb(74 63 192/.45)}
.label{position:absolute;top:100%;inset-inline-start:0;margin-top:12px;padding:4px 10px;border-radius:6px;background:#4a3fc0;
color:#fff;font:500 13px/1.4 system-ui,sans-serif;white-space:nowrap}
`;

/** Frames elements of the page without touching them. */
export interface Highlights {
  readonly count: number;
  /** False when nothing on the page fits the selector, or it is not a selector. */
  show(selector: string, options?: HighlightOptions): boolean;
  clear(): void;
}

export function createHighlights(nonce?: string): Highlights {
  let frames: { element: Element; frame: HTMLElement }[] = [];
  let host: HTMLElement | null = null;
  let following = 0;

  function follow(): void {
    frames = frames.filter(({ element, frame }) => {
      if (!element.isConnected) frame.remove();
      return element.isConnected;
    });
    for (const { element, frame } of frames) {
      const { left, top, width, height } = element.getBoundingClientRect();
      const box = { left: left - 4, top: top - 4, width: width + 8, height: height + 8 };
      for (const [side, length] of Object.entries(box)) frame.style.setProperty(side, `${length}px`);
    }
    if (frames.length) following = requestAnimationFrame(follow);
    else clear();
  }

  function clear(): void {
    cancelAnimationFrame(following);
    frames = [];
    host?.remove();
    host = null;
  }

  return {
    get count() {
      return frames.length;
    },
    show(selector, { label, duration, scroll = true } = {}) {
      let element: Element | null = null;
      try {
        element = document.querySelector(selector);
      } catch {}
      if (!element) return false;
      if (!host) {
        host = document.createElement('div');
        adoptStyles(host.attachShadow({ mode: 'open' }), STYLES, nonce);
        document.body.append(host);
      }
      const frame = document.createElement('div');
      frame.className = 'frame';
      if (label) {
        const note = document.createElement('div');
        note.className = 'label';
        note.textContent = label;
        frame.append(note);
      }
      host.shadowRoot?.append(frame);
      const mine = { element, frame };
      frames.push(mine);
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (scroll) element.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
      cancelAnimationFrame(following);
      follow();
      if (duration) {
        setTimeout(() => {
          frame.remove();
          frames = frames.filter((some) => some !== mine);
        }, duration);
      }
      return true;
    },
    clear,
  };
}
