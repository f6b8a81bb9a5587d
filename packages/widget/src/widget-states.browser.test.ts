import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage } from './testing/browser-stage.ts';
import { WIDGET_STATES } from './testing/widget-states.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const SIZES = {
  panel: { viewport: { width: 1280, height: 800 }, hasTouch: false },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
};

describe.each(Object.keys(WIDGET_STATES))('matrix: axe in every state: %s', (state) => {
  it.each(Object.entries(SIZES))('as a %s, light and dark: no barrier, no broken policy', async (size, look) => {
    await WIDGET_STATES[state]?.(stage, look);
    for (const colorScheme of ['light', 'dark'] as const) {
      await stage.page.emulateMedia({ colorScheme });
      await shoot(stage.page, `state-${state}-${size}-${colorScheme}`);
      expect(await stage.axe()).toEqual([]);
    }
    const wide = await stage.page.evaluate(() => {
      const root = document.querySelector('[data-halo]')?.shadowRoot;
      return [...(root?.querySelectorAll('.panel,.thread,.head,.composer') ?? [])]
        .filter((part) => part.scrollWidth > part.clientWidth + 1)
        .map(({ className }) => className);
    });
    expect(wide).toEqual([]);
  });
});
