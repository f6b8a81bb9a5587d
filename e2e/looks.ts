import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers } from '../packages/widget/src/testing/barriers.ts';
import { RESULTS } from './watched-browser.ts';

/** Both themes, wide and narrow. */
export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, width, name: `${colorScheme} ${width}` })),
);
export type Look = (typeof LOOKS)[number];

/** A browser that looks so. */
export function browserOf({ colorScheme, width }: Look): BrowserContextOptions {
  const isPhone = width < 500;
  return { colorScheme, viewport: { width, height: isPhone ? 844 : 800 }, hasTouch: isPhone, reducedMotion: 'reduce' };
}

/** Pictures a page as it stands into `test-results/looks`; answers what axe finds there, and whether it scrolls sideways. */
export async function look(page: Page, how: Look, name: string): Promise<string[]> {
  const path = join(RESULTS, 'looks', `${name}-${how.colorScheme}-${how.width}.png`);
  const faults = await findBarriers(page);
  await page.screenshot({ path, animations: 'disabled' });
  const { needs, has } = await page.evaluate(() => ({
    needs: document.documentElement.scrollWidth,
    has: document.documentElement.clientWidth,
  }));
  if (needs > has) faults.push(`is ${needs} px wide in ${has} px`);
  return faults.map((fault) => `${name}: ${fault}`);
}
