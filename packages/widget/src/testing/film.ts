import type { BrowserContext, Page } from 'playwright-core';

/** Everything one tab has drawn since it was marked, in order; each entry differs from the one before. */
export interface Film {
  frames: string[];
  /** Frames that were painted, the unchanged ones too. */
  painted: number;
}

/**
 * Films every page of a context: at each animation frame and after each change, all text that Halo draws, in its shadow
 * roots and in their fields and labels, and the title of the page. What is covered is not drawn. `mark()` in the page
 * begins a new film; news of a change of person from another tab does so by itself, once it has been heard.
 */
export async function filmPages(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const film = { frames: [] as string[], painted: 0 };
    const tab = window as unknown as { film: typeof film; mark(): void };
    tab.film = film;
    tab.mark = () => {
      film.frames.length = 0;
      film.painted = 0;
    };

    function textOf(node: Element | ShadowRoot): string {
      const own = node instanceof Element ? [...node.attributes].map(({ value }) => value) : [];
      const field = node instanceof HTMLTextAreaElement ? [node.value] : [];
      const inside = [...node.childNodes].map((child) =>
        child instanceof Element ? textOf(child) : child.textContent,
      );
      return [...own, ...field, ...inside].join(' ');
    }
    const isCovered = (root: ShadowRoot) =>
      (root.querySelector('.halo') as HTMLElement | null)?.style.visibility === 'hidden';
    const roots = () => [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);

    function take(): void {
      const drawn = roots().map((root) => (isCovered(root) ? 'covered' : textOf(root)));
      const frame = `${document.title} ${drawn.join(' ')}`;
      if (film.frames.at(-1) !== frame) film.frames.push(frame);
    }
    const watched = new WeakSet<ShadowRoot>();
    const changes = { subtree: true, childList: true, characterData: true, attributes: true };
    const observer = new MutationObserver(take);
    function frame(): void {
      for (const root of roots()) {
        if (watched.has(root)) continue;
        watched.add(root);
        observer.observe(root, changes);
      }
      film.painted++;
      take();
      requestAnimationFrame(frame);
    }
    requestAnimationFrame(frame);
    addEventListener('pageshow', (event) => event.persisted && tab.mark());
    new BroadcastChannel('halo:org_1').onmessage = ({ data }) => {
      // The widget's own ear is told in the next task, which is queued before this one.
      if (data.type === 'forget') setTimeout(tab.mark);
    };
  });
}

export const filmOf = (page: Page): Promise<Film> => page.evaluate(() => (window as unknown as { film: Film }).film);
