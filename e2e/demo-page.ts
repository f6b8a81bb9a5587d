import type { Locator, Page } from 'playwright-core';

/** The demo app with Halo's widget on it, as its people use it. */
export interface DemoPage {
  page: Page;
  go(path?: string): Promise<void>;
  signIn(name: string): Promise<void>;
  launcher(): Locator;
  field(): Locator;
  panel(): Locator;
  /** The first place in the panel that says this. */
  says(text: string | RegExp): Locator;
  openChat(): Promise<void>;
  ask(text: string): Promise<void>;
  /** What the SDK says of itself. */
  debug(): Promise<DebugFacts>;
}

/** The part of `debug()` that the stories look at. */
interface DebugFacts {
  user: string | null;
  identity: { trust: string; blocked: boolean; token: boolean };
  session: { id: string | null };
}

export function demoPage(page: Page, url: string): DemoPage {
  const demo: DemoPage = {
    page,
    async go(path = '') {
      await page.goto(`${url}/demo/${path}`);
      await demo.launcher().waitFor();
    },
    async signIn(name) {
      await page.goto(`${url}/demo/sign-in`);
      await page.getByRole('button', { name }).click();
      await page.getByRole('heading', { name: 'Forms', level: 1 }).waitFor();
      // The panel for developers says what Halo answered.
      await page.locator('#calls li', { hasText: 'identify(' }).locator('.good').waitFor({ state: 'attached' });
    },
    launcher: () => page.getByRole('button', { name: /^(Open|Close) chat/ }).last(),
    field: () => page.getByRole('textbox', { name: 'Message' }),
    panel: () => page.locator('.panel'),
    says: (text) => demo.panel().getByText(text).first(),
    async openChat() {
      await page.getByRole('button', { name: /^Open chat/ }).click();
      await demo.field().waitFor();
    },
    async ask(text) {
      await demo.field().fill(text);
      await page.keyboard.press('Enter');
      await demo.says(text).waitFor();
    },
    debug: () => page.evaluate(() => (window as unknown as { HaloAgents: { debug(): DebugFacts } }).HaloAgents.debug()),
  };
  return demo;
}
