import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWidget, serveApp, shoot, startBrowser } from './testing/browser.ts';
import { type FakeHalo, refuse, startFakeHalo } from './testing/fake-halo.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LONG = [
  'Your last sync failed because the **HubSpot token expired** yesterday at 14:02.\n\n',
  'To fix it:\n\n1. Open *Settings > Integrations*\n2. Choose **Reconnect** beside HubSpot\n3. Sign in as an admin\n\n',
  'The first run after that takes about `5 minutes`. See the [guide](https://docs.acme.example/hubspot) for scopes.',
];

let browser: Browser;
let halo: FakeHalo;
let page: Page;

async function open(
  script: string,
  options: BrowserContextOptions = {},
  app: Parameters<typeof serveApp>[2] = {},
): Promise<void> {
  const address = serveApp(halo, script, app);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
  await page.goto(address);
}

const init = (more = '') => `window.halo = HaloAgents.init({ orgId: 'org_1', apiKey: 'ab_live_1', ${more} });`;
const launcher = () => page.getByRole('button', { name: /open chat/i });
/** The first place in the panel that says this; what is read aloud stands elsewhere once more. */
const says = (text: string) => page.locator('.panel').getByText(text).first();
const field = () => page.getByRole('textbox', { name: 'Message' });
const panelText = () =>
  page.evaluate(() => document.querySelector('[data-halo]')?.shadowRoot?.querySelector('.panel')?.textContent ?? '');
const count = (path: string) => halo.seen(path).length;

async function axe(): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map((node) => node.target))}`);
  });
}

async function clean(): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { pageErrors: string[] }).pageErrors)).toEqual([]);
}

beforeAll(async () => {
  buildWidget();
  browser = await startBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  halo = await startFakeHalo();
});
afterEach(async () => {
  await page?.context().close();
  await halo.close();
});

describe('under default-src none, trusted types, no style exception', () => {
  it('draws the launcher with one call, opens, streams an answer, and breaks no rule', async () => {
    halo.answer = () => LONG;
    halo.pauseMs = 60;
    await open(init());
    await launcher().waitFor();
    expect(halo.calls.map((call) => call.path)).toEqual(['/config']);
    await shoot(page, 'launcher-light');
    await launcher().click();
    await says('How can we help?').waitFor();
    await shoot(page, 'start-light');
    expect(await axe()).toEqual([]);

    await page.getByRole('button', { name: 'Why is my HubSpot sync failing?' }).click();
    await says('Your last sync failed').waitFor();
    await says('guide').waitFor();
    await shoot(page, 'answer-light');
    const link = page.getByRole('link', { name: /guide/ });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.textContent()).toContain('docs.acme.example');
    expect(await axe()).toEqual([]);
    await clean();
    const leaks = await page.evaluate(() => {
      const { leaks } = window as unknown as { leaks: string[] };
      return Object.keys(window).filter((key) => !leaks.includes(key));
    });
    expect(leaks.filter((key) => !['leaks', 'keys', 'halo', 'axe'].includes(key))).toEqual(['HaloAgents']);
  });

  it('works with the keyboard alone, and the page hears none of it', async () => {
    await open(init());
    await launcher().waitFor();
    await launcher().focus();
    await page.keyboard.press('Enter');
    await field().waitFor();
    await expect
      .poll(() => field().evaluate((element) => element === (element.getRootNode() as ShadowRoot).activeElement))
      .toBe(true);
    await page.evaluate(() => ((window as unknown as { keys: string[] }).keys.length = 0));
    await page.keyboard.type('hello /?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('again');
    await page.keyboard.press('Enter');
    await says('You said: hello /?').waitFor();
    expect(await page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual([]);
    expect(
      Number.parseFloat(await field().evaluate((element) => getComputedStyle(element).fontSize)),
    ).toBeGreaterThanOrEqual(16);
    await page.keyboard.press('Escape');
    await expect.poll(() => field().isVisible()).toBe(false);
    expect(
      await launcher().evaluate((element) => element === (element.getRootNode() as ShadowRoot).activeElement),
    ).toBe(true);
    await clean();
  });
});

describe('looks', () => {
  const states = async (name: string) => {
    halo.answer = () => LONG;
    await page.getByRole('button', { name: 'Why is my HubSpot sync failing?' }).click();
    await says('guide').waitFor();
    await shoot(page, `${name}-answer`);
    await page.getByRole('button', { name: 'Talk to a human' }).click();
    await says('The team has been told and will').waitFor();
    const conversation = { ...halo.conversation, handled_by: 'teammate', teammate_name: 'Sam' } as NonNullable<
      FakeHalo['conversation']
    >;
    halo.conversation = conversation;
    halo.push({ type: 'conversation', conversation });
    halo.say('system', 'Sam from Acme joined');
    halo.say('teammate', 'Hi Jane, I have renewed the token for you. Could you try again?', 'Sam');
    await says('I have renewed the token').waitFor();
    halo.push({ type: 'typing', conversation_id: 'conv_1', name: 'Sam' });
    await shoot(page, `${name}-taken-over`);
    expect(await axe()).toEqual([]);
    halo.conversation = { ...conversation, status: 'completed' };
    halo.push({ type: 'conversation', conversation: halo.conversation });
    await says('Did this help?').waitFor();
    await says('Did this help?').scrollIntoViewIfNeeded();
    await shoot(page, `${name}-ended`);
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: 'Yes, it helped' }).click();
    await says('Thank you for telling us').waitFor();
    expect(halo.seen('/conversations/conv_1/feedback')[0]?.body).toEqual({ rating: 'good' });
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`stands at 1280 in ${colorScheme}, greets by name, hands over and ends`, async () => {
      await open(init("userId: 'u1', userTraits: { name: 'Jane Doe' }"), { colorScheme });
      await launcher().click();
      await says('Hi Jane,').waitFor();
      await shoot(page, `1280-${colorScheme}-start`);
      expect(await axe()).toEqual([]);
      await states(`1280-${colorScheme}`);
      await clean();
    });
  }

  it('fills a phone, and Tab stays inside', async () => {
    await open(init("userId: 'u1', userTraits: { name: 'Jane Doe' }, theme: 'light'"), {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await launcher().click();
    await says('Hi Jane,').waitFor();
    await shoot(page, '390-start');
    const box = await page.locator('.panel').boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    for (let i = 0; i < 12; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-halo'))).toBe(true);
    await states('390');
  });

  it('mirrors for right-to-left', async () => {
    await open(
      init("userId: 'u1', userTraits: { name: 'ליאור' }, locale: 'he', theme: 'light', position: 'bottom-left'"),
    );
    await launcher().click();
    await says('How can we help?').waitFor();
    await field().fill('שלום, למה הסנכרון נכשל?');
    await page.keyboard.press('Enter');
    await says('You said:').waitFor();
    await shoot(page, 'rtl');
    expect(await axe()).toEqual([]);
  });

  it('says what keeps a message from leaving: signed out, offline, refused', async () => {
    await open(init("theme: 'light', userId: 'u1', userTraits: { name: 'Jane' }, getUserToken: async () => null"));
    await launcher().click();
    await field().fill('Are you there?');
    await page.keyboard.press('Enter');
    await says('Please sign in again to continue. Your message is kept').waitFor();
    await shoot(page, 'paused');
    expect(await axe()).toEqual([]);
    await page.context().close();

    await open(init("theme: 'dark'"), { colorScheme: 'dark' });
    await launcher().click();
    await field().waitFor();
    await page.context().setOffline(true);
    await field().fill('Still there?');
    await page.keyboard.press('Enter');
    await says('We will send this when you are back').waitFor();
    await shoot(page, 'offline');
    await page.context().setOffline(false);
    await says('You said: Still there?').waitFor();
    halo.otherwise('/chat/stream', (_call, response) => refuse(response, 400, 'invalid_request'));
    await field().fill('This one fails');
    await page.keyboard.press('Enter');
    await says('Not sent.').waitFor();
    const [line, thread] = await Promise.all([says('Not sent.').boundingBox(), page.locator('.thread').boundingBox()]);
    expect(line?.y).toBeLessThan((thread?.y ?? 0) + (thread?.height ?? 0));
    await shoot(page, 'failed');
    await page.getByRole('button', { name: 'Try again' }).click();
    await says('You said: This one fails').waitFor();
  });
});

describe('on the page', () => {
  it('58. a switch of user never paints the former one’s text', async () => {
    await open(init("userId: 'a', userTraits: { name: 'Ann' }"));
    await launcher().click();
    await field().fill('secret of A');
    await page.keyboard.press('Enter');
    await says('You said: secret of A').waitFor();
    await field().fill('a draft of A');
    halo.conversation = null;
    halo.messages = [];
    const painted = await page.evaluate(async () => {
      const root = document.querySelector('[data-halo]')?.shadowRoot as ShadowRoot;
      const seen = () => `${root.textContent} ${root.querySelector('textarea')?.value}`;
      const frames: string[] = [];
      (window as unknown as { halo: { identify(id: string, traits: object): void } }).halo.identify('b', {
        name: 'Bob',
      });
      for (let i = 0; i < 20; i++) {
        await new Promise((next) => requestAnimationFrame(next));
        frames.push(seen());
      }
      return frames;
    });
    for (const frame of painted) expect(frame).not.toContain('of A');
    await says('Hi Bob,').waitFor();
    await page.reload();
    await launcher().click();
    await field().waitFor();
    expect(await panelText()).not.toContain('of A');
  });

  it('replays calls made before the script was there, in order, and the stub goes on working', async () => {
    const stub = `window.HaloAgents = { q: [] };
for (const m of ['init', 'identify', 'sendMessage', 'openChat']) window.HaloAgents[m] = (...a) => { stub.q.push([m, a]); return stub; };
window.stub = window.HaloAgents;
stub.init({ orgId: 'org_1', apiKey: 'ab_live_1' });
stub.identify('u1', { name: 'Jane' });`;
    const address = serveApp(halo, "stub.sendMessage('late');");
    halo.serve(
      '/early.js',
      (_call, response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end(stub),
    );
    page = await (await browser.newContext()).newPage();
    await page.goto(address);
    await expect.poll(() => count('/chat/stream')).toBe(1);
    expect(
      halo.calls
        .map((call) => call.path)
        .filter((path) => path !== '/config')
        .slice(0, 2),
    ).toEqual(['/users/identify', '/chat/stream']);
  });

  it('comes back after the page swaps its body, conversation and all', async () => {
    await open(init());
    await launcher().click();
    await field().fill('hello');
    await page.keyboard.press('Enter');
    await says('You said: hello').waitFor();
    await page.evaluate(() => {
      const body = document.createElement('body');
      body.append('Another page');
      document.body.replaceWith(body);
    });
    await says('You said: hello').waitFor();
    await page.evaluate(() => document.body.replaceChildren('And another'));
    await says('You said: hello').waitFor();
  });

  it('keeps its looks on a page whose styles reach for everything', async () => {
    await open(
      init(),
      {},
      {
        policy: false,
        body: '<style>body *{color:red!important;display:none!important;font-size:40px!important}</style>',
      },
    );
    await launcher().waitFor();
    const box = await launcher().boundingBox();
    expect(box).toMatchObject({ width: 56, height: 56 });
  });

  it('shows an answer that comes while it is closed as a dot, and after a reload too', async () => {
    await open(init());
    await launcher().click();
    await field().fill('hello');
    await page.keyboard.press('Enter');
    await says('You said: hello').waitFor();
    await page.getByRole('button', { name: 'Close chat' }).first().click();
    await expect.poll(() => halo.streams).toBe(1);
    halo.say('teammate', 'Are you still there?', 'Sam');
    await page.getByRole('button', { name: 'Open chat, 1 unread' }).waitFor();
    await shoot(page, 'unread');
    halo.conversation = { ...(halo.conversation as NonNullable<FakeHalo['conversation']>), unread: 1 };
    await page.reload();
    await page.getByRole('button', { name: 'Open chat, 1 unread' }).click();
    await says('Are you still there?').waitFor();
    await expect.poll(() => count('/conversations/conv_1/read')).toBeGreaterThan(0);
  });

  it('listens once per browser: the other tab hears what the first is told', async () => {
    await open(init());
    await launcher().click();
    await field().fill('hello');
    await page.keyboard.press('Enter');
    await says('You said: hello').waitFor();
    await expect.poll(() => halo.streams).toBe(1);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: /open chat/i }).click();
    await other.locator('.thread').getByText('You said: hello').waitFor();
    halo.say('teammate', 'Hello to all of you', 'Sam');
    await says('Hello to all of you').waitFor();
    await other.locator('.thread').getByText('Hello to all of you').waitFor();
    expect(halo.streams).toBe(1);
    await page.close();
    await expect.poll(() => halo.streams).toBe(1);
    halo.say('teammate', 'Still with you', 'Sam');
    await other.locator('.thread').getByText('Still with you').waitFor();
    await other.evaluate(() => (window as unknown as { halo: { reset(): Promise<void> } }).halo.reset());
    await expect.poll(() => halo.streams).toBe(0);
  });

  it('wears the colour of the workspace, readable whatever it is', async () => {
    halo.config.agent.style = { accent: '#ffd400', position: 'bottom-left' };
    await open(init("theme: 'light'"));
    await launcher().click();
    await field().fill('Write me a [link](https://x.example)');
    await page.keyboard.press('Enter');
    await says('You said:').waitFor();
    await shoot(page, 'accent');
    expect(await axe()).toEqual([]);
  });

  it('notes clicks and page views, never what is typed', async () => {
    await open(
      `${init()} history.pushState({}, '', '/app/next?email=a@b#x');`,
      {},
      { body: '<button id="buy">Buy</button>' },
    );
    await launcher().click();
    await page.locator('#search').fill('my secret');
    await page.locator('#buy').click();
    await page.evaluate(() => (window as unknown as { halo: { track(type: string): void } }).halo.track('mine'));
    // The tab is left: what was gathered goes at once.
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect.poll(() => count('/events')).toBeGreaterThan(0);
    const all = JSON.stringify(halo.seen('/events').map((call) => call.body.events));
    expect(all).toContain('button#buy');
    expect(all).toContain('"mine"');
    expect(all).not.toContain('secret');
    expect(all).not.toContain('email=');
  });

  it('a second init warns and returns the first; destroy takes everything away', async () => {
    await open(`${init()} window.same = HaloAgents.init({ orgId: 'x', apiKey: 'y' }) === halo;`);
    await launcher().waitFor();
    expect(await page.evaluate(() => (window as unknown as { same: boolean }).same)).toBe(true);
    await page.evaluate(() => (window as unknown as { halo: { destroy(): void } }).halo.destroy());
    expect(await page.evaluate(() => document.querySelectorAll('[data-halo]').length)).toBe(0);
    expect(
      await page.evaluate(() =>
        (window as unknown as { HaloAgents: { getInstance(): unknown } }).HaloAgents.getInstance(),
      ),
    ).toBeNull();
  });
});
