import { FIRST_STYLE } from '@halo/wire/agent-style.ts';
import type { WireConversation } from '@halo/wire/sdk/conversations.ts';
import { toWidgetStyle } from '@halo/wire/widget-style.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveApp, shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const LONG = [
  'Your last sync failed because the **HubSpot token expired** yesterday at 14:02.\n\n',
  'To fix it:\n\n1. Open *Settings > Integrations*\n2. Choose **Reconnect** beside HubSpot\n3. Sign in as an admin\n\n',
  'The first run after that takes about `5 minutes`. See the [guide](https://docs.acme.example/hubspot) for scopes.',
];

describe('under default-src none, trusted types, no style exception', () => {
  it('matrix: strict CSP, Trusted Types: draws the launcher with one call, opens, streams an answer, and breaks no rule', async () => {
    stage.halo.answer = () => LONG;
    stage.halo.pauseMs = 60;
    await stage.open(init());
    await stage.launcher().waitFor();
    expect(stage.halo.calls.map((call) => call.path)).toEqual(['/config']);
    await shoot(stage.page, 'launcher-light');
    await stage.launcher().click();
    await stage.says('How can we help?').waitFor();
    await shoot(stage.page, 'start-light');
    expect(await stage.axe()).toEqual([]);

    await stage.page.getByRole('button', { name: 'Why is my HubSpot sync failing?' }).click();
    await stage.says('Your last sync failed').waitFor();
    await stage.says('guide').waitFor();
    await shoot(stage.page, 'answer-light');
    const link = stage.page.getByRole('link', { name: /guide/ });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.textContent()).toContain('docs.acme.example');
    expect(await stage.axe()).toEqual([]);
    await stage.expectClean();
    const leaks = await stage.page.evaluate(() => {
      const { leaks } = window as unknown as { leaks: string[] };
      return Object.keys(window).filter((key) => !leaks.includes(key));
    });
    expect(leaks.filter((key) => !['leaks', 'keys', 'halo', 'axe'].includes(key))).toEqual(['HaloAgents']);
  });

  it('matrix: keyboard only, host shortcuts: works with the keyboard alone, and the page hears none of it', async () => {
    await stage.open(init());
    await stage.launcher().waitFor();
    await stage.launcher().focus();
    await stage.page.keyboard.press('Enter');
    await stage.field().waitFor();
    await expect
      .poll(
        () => stage.field().evaluate((element) => element === (element.getRootNode() as ShadowRoot).activeElement),
        LATE,
      )
      .toBe(true);
    await stage.page.evaluate(() => ((window as unknown as { keys: string[] }).keys.length = 0));
    await stage.page.keyboard.type('hello /?');
    await stage.page.keyboard.press('Shift+Enter');
    await stage.page.keyboard.type('again');
    await stage.page.keyboard.press('Enter');
    await stage.says('You said: hello /?').waitFor();
    expect(await stage.page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual([]);
    expect(
      Number.parseFloat(await stage.field().evaluate((element) => getComputedStyle(element).fontSize)),
    ).toBeGreaterThanOrEqual(16);
    await stage.page.keyboard.press('Escape');
    await expect.poll(() => stage.field().isVisible(), LATE).toBe(false);
    expect(
      await stage.launcher().evaluate((element) => element === (element.getRootNode() as ShadowRoot).activeElement),
    ).toBe(true);
    await stage.expectClean();
  });
});

describe('on the page', () => {
  it('case 58: matrix: user switch: never paints the former one’s text', async () => {
    await stage.open(init("userId: 'a', userTraits: { name: 'Ann' }"));
    await stage.launcher().click();
    await stage.ask('secret of A');
    await stage.says('You said: secret of A').waitFor();
    await stage.field().fill('a draft of A');
    stage.halo.conversation = null;
    stage.halo.messages = [];
    const painted = await stage.page.evaluate(async () => {
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
    await stage.says('Hi Bob,').waitFor();
    await stage.page.reload();
    await stage.launcher().click();
    await stage.field().waitFor();
    expect(await stage.page.locator('.panel').textContent()).not.toContain('of A');
  });

  it('stays one client when the page has been idle, whatever asked for it before', async () => {
    await stage.open(init());
    await stage.page.clock.install();
    await stage.page.reload();
    await stage.launcher().click();
    await stage.ask('before');
    await stage.says('You said: before').waitFor();
    await stage.page.clock.fastForward(10_000);
    await stage.page.evaluate(() => {
      const { halo } = window as unknown as { halo: { identify(id: string, traits: object): void } };
      halo.identify('u1', { name: 'Jane' });
    });
    await expect.poll(() => stage.halo.seen('/users/identify').length, LATE).toBe(1);
    await stage.ask('after');
    await stage.says('You said: after').waitFor();
    const [before, after] = stage.halo.seen('/chat/stream').map((call) => call.body);
    expect(stage.halo.seen('/users/identify')[0]?.body.session_id).toBe(before.session_id);
    expect(after.user_id).toBe('u1');
    await stage.says('You said: before').waitFor();
  });

  it('matrix: load variants, stub: replays calls made before the script was there, in order, and the stub goes on working', async () => {
    const stub = `window.HaloAgents = { q: [] };
for (const m of ['init', 'identify', 'sendMessage', 'openChat']) window.HaloAgents[m] = (...a) => { stub.q.push([m, a]); return stub; };
window.stub = window.HaloAgents;
stub.init({ orgId: 'org_1', apiKey: 'ab_live_1' });
stub.identify('u1', { name: 'Jane' });`;
    const address = serveApp(stage.halo, stage.folder, "stub.sendMessage('late');");
    stage.halo.serve(
      '/early.js',
      (_call, response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end(stub),
    );
    stage.page = await (await stage.enter()).newPage();
    await stage.page.goto(address);
    await expect.poll(() => stage.halo.seen('/chat/stream').length, LATE).toBe(1);
    expect(
      stage.halo.calls
        .map((call) => call.path)
        .filter((path) => path !== '/config')
        .slice(0, 2),
    ).toEqual(['/users/identify', '/chat/stream']);
  });

  it('matrix: Turbo swap: comes back after the page swaps its body, conversation and all', async () => {
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('hello');
    await stage.says('You said: hello').waitFor();
    await stage.page.evaluate(() => {
      const body = document.createElement('body');
      body.append('Another page');
      document.body.replaceWith(body);
    });
    await stage.says('You said: hello').waitFor();
    await stage.page.evaluate(() => document.body.replaceChildren('And another'));
    await stage.says('You said: hello').waitFor();
  });

  it('matrix: hostile CSS: keeps its looks on a page whose styles reach for everything', async () => {
    await stage.open(
      init(),
      {},
      {
        policy: false,
        body: '<style>body *{color:red!important;display:none!important;font-size:40px!important}</style>',
      },
    );
    await stage.launcher().waitFor();
    const box = await stage.launcher().boundingBox();
    expect(box).toMatchObject({ width: 56, height: 56 });
  });

  it('shows an answer that comes while it is closed as a dot, and after a reload too', async () => {
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('hello');
    await stage.says('You said: hello').waitFor();
    await stage.page.getByRole('button', { name: 'Close chat' }).first().click();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    stage.halo.say('teammate', 'Are you still there?', 'Sam');
    await stage.page.getByRole('button', { name: 'Open chat, 1 unread' }).waitFor();
    await shoot(stage.page, 'unread');
    stage.halo.conversation = { ...(stage.halo.conversation as WireConversation), unread: 1 };
    await stage.page.reload();
    await stage.page.getByRole('button', { name: 'Open chat, 1 unread' }).click();
    await stage.says('Are you still there?').waitFor();
    await expect.poll(() => stage.halo.seen('/conversations/conv_1/read').length, LATE).toBeGreaterThan(0);
  });

  it('listens once per browser: the other tab hears what the first is told', async () => {
    await stage.open(init());
    await stage.launcher().click();
    await stage.ask('hello');
    await stage.says('You said: hello').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    const other = await stage.page.context().newPage();
    await other.goto(stage.page.url());
    await other.getByRole('button', { name: /open chat/i }).click();
    await other.locator('.thread').getByText('You said: hello').waitFor();
    stage.halo.say('teammate', 'Hello to all of you', 'Sam');
    await stage.says('Hello to all of you').waitFor();
    await other.locator('.thread').getByText('Hello to all of you').waitFor();
    expect(stage.halo.streams).toBe(1);
    await stage.page.close();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    stage.halo.say('teammate', 'Still with you', 'Sam');
    await other.locator('.thread').getByText('Still with you').waitFor();
    await other.evaluate(() => (window as unknown as { halo: { reset(): Promise<void> } }).halo.reset());
    await expect.poll(() => stage.halo.streams, LATE).toBe(0);
  });

  it('wears the colour of the workspace, readable whatever it is', async () => {
    const style = { ...FIRST_STYLE, accent: '#ffd400', position: 'bottom-left' } as const;
    Object.assign(stage.halo.config.agent, toWidgetStyle('org_1', style));
    await stage.open(init("theme: 'light'"));
    await stage.launcher().click();
    await stage.ask('Write me a [link](https://x.example)');
    await stage.says('You said:').waitFor();
    await shoot(stage.page, 'accent');
    expect(await stage.axe()).toEqual([]);
  });

  it('notes clicks and page views, never what is typed', async () => {
    await stage.open(
      `${init()} history.pushState({}, '', '/app/next?email=a@b#x');`,
      {},
      { body: '<button id="buy">Buy</button>' },
    );
    await stage.launcher().click();
    await stage.page.locator('#search').fill('my secret');
    await stage.page.locator('#buy').click();
    await stage.page.evaluate(() => (window as unknown as { halo: { track(type: string): void } }).halo.track('mine'));
    // The tab is left: what was gathered goes at once.
    await stage.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect.poll(() => stage.halo.seen('/events').length, LATE).toBeGreaterThan(0);
    const all = JSON.stringify(stage.halo.seen('/events').map((call) => call.body.events));
    expect(all).toContain('button#buy');
    expect(all).toContain('"mine"');
    expect(all).not.toContain('secret');
    expect(all).not.toContain('email=');
  });

  it('an init that lacks what it needs, or holds a secret, is said aloud and throws nothing into the page', async () => {
    const said: string[] = [];
    await stage.open('');
    stage.allow(/needs orgId and apiKey|must never be in a page/);
    stage.page.on('console', (message) => said.push(message.text()));
    const start = (options: string) =>
      stage.page.evaluate(`HaloAgents.init(${options}).debug().dom.launchers; HaloAgents.destroy()`);
    await start('');
    await start("{ apiKey: 'ab_live_1' }");
    await start("{ orgId: 'org_1', apiKey: 'ha_server_1' }");
    expect(said.filter((line) => line.includes('needs orgId and apiKey'))).toHaveLength(2);
    expect(said.filter((line) => line.includes('must never be in a page'))).toHaveLength(1);
  });

  it('a second init warns and returns the first; destroy takes everything away', async () => {
    await stage.open(`${init()} window.same = HaloAgents.init({ orgId: 'x', apiKey: 'y' }) === halo;`);
    await stage.launcher().waitFor();
    expect(await stage.page.evaluate(() => (window as unknown as { same: boolean }).same)).toBe(true);
    await stage.page.evaluate(() => (window as unknown as { halo: { destroy(): void } }).halo.destroy());
    expect(await stage.page.evaluate(() => document.querySelectorAll('[data-halo]').length)).toBe(0);
    expect(
      await stage.page.evaluate(() =>
        (window as unknown as { HaloAgents: { getInstance(): unknown } }).HaloAgents.getInstance(),
      ),
    ).toBeNull();
  });
});
