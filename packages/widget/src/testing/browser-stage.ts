import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBarriers } from './barriers.ts';
import { buildWidget, serveApp, startBrowser } from './browser.ts';
import { type FakeHalo, startFakeHalo } from './fake-halo.ts';
import { type Faults, watchFaults } from './watch-faults.ts';

/** A browser on a customer's page that carries the built widget, and the server it talks to. */
export interface BrowserStage {
  browser: Browser;
  /** Where the built files lie. */
  folder: string;
  readonly halo: FakeHalo;
  page: Page;
  /** A context of its own, watched: `leave` fails the test for anything that went wrong in one of its tabs. */
  enter(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** An error that the test itself provokes. */
  allow(what: RegExp): void;
  /** A new server for a new test. */
  reset(): Promise<void>;
  open(script: string, options?: BrowserContextOptions, app?: Parameters<typeof serveApp>[3]): Promise<void>;
  launcher(): Locator;
  field(): Locator;
  /** The first place in the panel that says this; what is read aloud stands elsewhere once more. */
  says(text: string): Locator;
  ask(text: string): Promise<void>;
  /** What axe finds wrong with the whole page, whatever it is. */
  axe(): Promise<string[]>;
  /** No rule of the page's policy was broken, and no error reached the page. */
  expectClean(): Promise<void>;
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** For what a browser or a socket does when the machine gets round to it. */
export const LATE = { timeout: 15_000 };

export const init = (more = '') => `window.halo = HaloAgents.init({ orgId: 'org_1', apiKey: 'ab_live_1', ${more} });`;

export async function createBrowserStage(): Promise<BrowserStage> {
  const folder = buildWidget();
  const browser = await startBrowser();
  let halo: FakeHalo;
  let contexts: { context: BrowserContext; faults: Faults }[] = [];
  const stage: BrowserStage = {
    browser,
    folder,
    get halo() {
      return halo;
    },
    page: null as unknown as Page,
    async reset() {
      halo = await startFakeHalo();
    },
    async enter(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      contexts.push({ context, faults: watchFaults(context) });
      return context;
    },
    allow(what) {
      for (const { faults } of contexts) faults.allow(what);
    },
    async open(script, options = {}, app = {}) {
      const address = serveApp(halo, folder, script, app);
      stage.page = await (await stage.enter(options)).newPage();
      await stage.page.goto(address);
    },
    launcher: () => stage.page.getByRole('button', { name: /open chat/i }),
    field: () => stage.page.getByRole('textbox', { name: 'Message' }),
    says: (text) => stage.page.locator('.panel').getByText(text).first(),
    async ask(text) {
      await stage.field().fill(text);
      await stage.page.keyboard.press('Enter');
    },
    axe: () => findBarriers(stage.page),
    async expectClean() {
      const seen = await stage.page.evaluate(() => {
        const { violations, pageErrors } = window as unknown as Record<string, string[]>;
        return { violations, pageErrors };
      });
      expect(seen).toEqual({ violations: [], pageErrors: [] });
    },
    async leave() {
      const left = contexts;
      contexts = [];
      for (const { context } of left) await context.close();
      await halo.close();
      for (const { faults } of left) faults.expectNone();
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}
