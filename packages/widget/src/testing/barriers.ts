import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with the page once it has come to rest; colours in the middle of a fade are nobody's fault. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
    ];
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    await document.fonts.ready;
    // A style set in this frame starts its transition in the next one.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const running = roots(document).flatMap((root) => root.getAnimations());
    await Promise.allSettled(running.filter(ends).map(({ finished }) => finished));

    type Found = { violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] };
    const inPage = window as unknown as { axe: { run(): Promise<Found> } };
    const { violations } = await inPage.axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`),
    );
  });
}
