import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HaloOptions } from './options.ts';
import { buildWidget, startBrowser } from './testing/browser.ts';
import { LATE } from './testing/browser-stage.ts';
import { type FakeHalo, startFakeHalo } from './testing/fake-halo.ts';
import { bundleApp, serveFrameworkApp } from './testing/serve-framework-app.ts';
import { type Faults, watchFaults } from './testing/watch-faults.ts';

let browser: Browser;
let built: string;

beforeAll(async () => {
  built = buildWidget();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(built, { recursive: true, force: true });
});

describe.each(['react', 'vue'] as const)('haloagents/%s, bundled into an app', (name) => {
  let folder: string;
  let halo: FakeHalo;
  let page: Page;
  let faults: Faults;
  const warnings: string[] = [];

  beforeAll(async () => {
    folder = await bundleApp(name, built);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    halo = await startFakeHalo();
    const address = serveFrameworkApp(halo, folder);
    const context = await browser.newContext();
    faults = watchFaults(context);
    page = await context.newPage();
    warnings.length = 0;
    page.on('console', (said) => said.type() === 'warning' && warnings.push(said.text()));
    await page.goto(address);
    await page.waitForFunction(() => 'app' in window);
  });
  afterEach(async () => {
    await page.context().close();
    await halo.close();
    faults.expectNone();
  });

  const draw = (options: Partial<HaloOptions> | null) =>
    page.evaluate(
      (given) => (window as unknown as { app: { draw(options: unknown): void } }).app.draw(given),
      options && { orgId: 'org_1', apiKey: 'ab_live_1', ...options },
    );
  const launcher = () => page.getByRole('button', { name: /open chat/i });
  const identified = () => halo.seen('/users/identify').map((call) => call.body.user_id);
  const ask = async (text: string) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.keyboard.press('Enter');
    await page.locator('.panel').getByText(`You said: ${text}`).first().waitFor();
  };

  it('runs one Halo, tells of its state, and sends what children asked for before it ran', async () => {
    await draw({ userId: 'u1', userTraits: { name: 'Jane' } });
    await launcher().waitFor();
    await expect.poll(() => page.locator('#help').textContent(), LATE).toBe('Help true false 0');
    await page.locator('#help').click();
    await expect.poll(() => page.locator('#help').textContent(), LATE).toBe('Help true true 0');
    await ask('hello');
    expect(halo.seen('/chat/stream')[0]?.body).toMatchObject({ user_id: 'u1', context: { page: 'billing' } });
    expect(halo.seen('/config')).toHaveLength(1);
    expect(identified()).toEqual(['u1']);
    expect(await page.locator('[data-halo]').count()).toBe(1);
    expect(warnings).toEqual([]);
  });

  it('says again only what has changed, switches the person, and logs out whom it loses', async () => {
    await draw({ userId: 'u1', userTraits: { plan: 'free' }, companyId: 'acme' });
    await expect.poll(() => halo.seen('/companies/identify').length, LATE).toBe(1);
    await draw({ userId: 'u1', userTraits: { plan: 'free' }, companyId: 'acme' });
    await draw({ userId: 'u1', userTraits: { plan: 'pro' }, companyId: 'acme' });
    await expect.poll(() => halo.seen('/users/identify').at(-1)?.body.traits, LATE).toEqual({ plan: 'pro' });
    expect(identified()).toEqual(['u1', 'u1']);
    await draw({ userId: 'u2', companyId: 'acme' });
    await expect.poll(() => halo.seen('/companies/identify').at(-1)?.body.user_id, LATE).toBe('u2');
    expect(identified()).toEqual(['u1', 'u1', 'u2']);
    const ended = halo.seen('/sessions/end').length;
    await draw({});
    await expect.poll(() => halo.seen('/sessions/end').length, LATE).toBe(ended + 1);
  });

  it('safety S5: leaves the page with its last component, and goes on in the same session when one comes back', async () => {
    await draw({ userId: 'u1' });
    await launcher().click();
    await ask('before');
    await draw(null);
    await expect.poll(() => page.locator('[data-halo]').count(), LATE).toBe(0);
    expect(halo.seen('/sessions/end')).toEqual([]);
    await draw({ userId: 'u1' });
    await launcher().click();
    await page.locator('.panel').getByText('You said: before').first().waitFor();
    await ask('after');
    const [first, second] = halo.seen('/chat/stream').map((call) => call.body.session_id);
    expect(second).toBe(first);
  });

  it('starts anew, in the same session, when what Halo reads only once has changed', async () => {
    await draw({ theme: 'light' });
    await launcher().click();
    await ask('before');
    await draw({ theme: 'dark' });
    await expect.poll(() => page.locator('[data-theme=dark]').count(), LATE).toBe(1);
    expect(await page.locator('[data-halo]').count()).toBe(1);
    await launcher().click();
    await page.locator('.panel').getByText('You said: before').first().waitFor();
  });
});
