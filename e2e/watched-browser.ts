import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from '../packages/widget/src/testing/browser.ts';

/** Where pictures go; git ignores it. */
export const RESULTS = join(import.meta.dirname, '../test-results');
/** Far longer than anything takes, so that only what never comes fails. */
const PATIENCE_MS = 20_000;

/** A real Chromium whose pages are watched: what no visitor should ever meet is noted. */
export interface WatchedBrowser {
  browser: Browser;
  /** A page of a browser of its own, with cookies and storage that no other page shares. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** Broken policies, uncaught errors, errors in the console, answers of 500 and above, calls to other hosts; emptied by reading. */
  faults(): string[];
  /** Takes a picture of every open page into `test-results/`, for whoever looks into a failure. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** `home` is the only origin that pages may call. */
export async function openBrowser(home: string): Promise<WatchedBrowser> {
  const browser = await startBrowser();
  let faults: string[] = [];
  return {
    browser,
    async open(options) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      await context.exposeBinding(
        'noteFault',
        ({ page }, words: string) => void faults.push(`${page.url()}: ${words}`),
      );
      await context.addInitScript(() => {
        const { noteFault } = window as unknown as { noteFault(words: string): void };
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
          noteFault(`policy ${violatedDirective} broken by ${blockedURI} ${sample}`),
        );
      });
      context.on('weberror', (error) => void faults.push(`${error.page()?.url()}: ${error.error().stack}`));
      context.on('console', (message) => {
        // Refusals are part of some stories; the browser reports each as a resource that failed to load.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          faults.push(`${message.page()?.url()} says ${message.text()}`);
      });
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== home && protocol.startsWith('http')) faults.push(`a call to ${request.url()}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 500 && response.status() !== 503)
          faults.push(`${response.url()} answered ${response.status()}`);
      });
      return context.newPage();
    },
    faults() {
      const seen = faults;
      faults = [];
      return seen;
    },
    async picture(name) {
      const pages = browser.contexts().flatMap((context) => context.pages());
      for (const [at, page] of pages.entries()) {
        await page.screenshot({ path: join(RESULTS, 'failures', `${name.replace(/\W+/g, '-')}-${at}.png`) });
      }
    },
    close: () => browser.close(),
  };
}
