import { rmSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildWidget, serveApp, startBrowser } from './testing/browser.ts';
import { LATE } from './testing/browser-stage.ts';
import { fakeConfig } from './testing/fake-config.ts';
import { type Film, filmOf, filmPages } from './testing/film.ts';
import { createGatedHalo, type GatedHalo } from './testing/gated-halo.ts';
import { type ServedHalo, serveGated } from './testing/serve-gated.ts';
import { type Faults, watchFaults } from './testing/watch-faults.ts';

/** What is A's alone: their name, what they and the team said, what they were about to say. */
const CANARY = /CANARY|NAME-a/;

let folder: string;
let browser: Browser;
let context: BrowserContext;
let gated: GatedHalo;
let halo: ServedHalo;
let address: string;
let faults: Faults;
let tabs = 0;

beforeAll(async () => {
  folder = buildWidget();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  gated = createGatedHalo();
  halo = await serveGated(gated, fakeConfig());
  context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  faults = watchFaults(context);
  await filmPages(context);
  // Each tab reaches Halo under a name of its own: a browser opens six connections a name, and the test holds many.
  // Calls that are given up go on all the same, as they do behind the wrappers some pages put around fetch.
  const app = `const { searchParams } = new URL(location.href);
    const userId = searchParams.get('user') ?? undefined;
    const send = window.fetch;
    window.fetch = (url, init) => send(url, { ...init, signal: undefined });
    // What lies in a browser's cache hears nothing of other tabs.
    if (searchParams.has('deaf')) window.BroadcastChannel = class { postMessage() {} close() {} };
    window.halo = HaloAgents.init({ orgId: 'org_1', apiKey: 'ab_live_1', userId, tracking: false,
      userTraits: userId && { name: 'NAME-' + userId, secret: 'CANARY-trait-' + userId },
      apiUrl: 'http://tab' + searchParams.get('tab') + '.localhost:${halo.port}' });`;
  address = serveApp(halo, folder, app, { policy: false });
});
afterEach(async () => {
  await context.close();
  await halo.close();
  faults.expectNone();
});

const heldPaths = () => gated.held.map(({ path }) => path);

/** Waits for a call and lets its answer go. */
async function release(path: string): Promise<void> {
  const find = () => gated.held.find((held) => held.path === path);
  await expect.poll(() => find() !== undefined, LATE).toBe(true);
  find()?.release();
}

/** Lets everything go that is held now and whatever follows from it, until nothing comes for a while. */
async function releaseAll(page: Page): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet++) {
    if (gated.held.length > 0) quiet = 0;
    for (const held of [...gated.held]) held.release();
    await frames(page, 3);
  }
}

const frames = (page: Page, count: number) =>
  page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) await new Promise((next) => requestAnimationFrame(next));
  }, count);

async function openTab(user: string | null, more = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}?tab=${++tabs}${user ? `&user=${user}` : ''}${more}`);
  await page.getByRole('button', { name: /open chat/i }).waitFor();
  return page;
}

const run = <T>(page: Page, script: string) => page.evaluate<T>(script);
const openPanel = async (page: Page) => {
  await page.getByRole('button', { name: /open chat/i }).click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
};

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
  await expect.poll(heldPaths, LATE).toContain('/chat/stream');
}

function expectNothingOfA(film: Film): void {
  expect(film.painted).toBeGreaterThan(0);
  for (const frame of film.frames) expect(frame).not.toMatch(CANARY);
}

/** Nothing of A in storage, in what the widget tells of itself, in the title, or as a number on the launcher. */
async function expectNothingLeft(page: Page): Promise<void> {
  expect(await run<string>(page, 'JSON.stringify(localStorage) + JSON.stringify(sessionStorage)')).not.toMatch(CANARY);
  expect(await run<string>(page, 'JSON.stringify(halo.debug())')).not.toMatch(CANARY);
  expect(await page.title()).toBe('Acme Forms');
  expect(await page.getByRole('button', { name: /unread/ }).count()).toBe(0);
}

/** A in three tabs: an answer half written and a draft in one, a history on its way in another, an unread in the third. */
async function threeTabsOfA(): Promise<[Page, Page, Page]> {
  const one = await openTab('a');
  await release('/users/identify');
  await openPanel(one);
  await say(one, 'CANARY-first');
  await releaseAll(one);
  await one.locator('.thread').getByText('answer to CANARY-first').waitFor();
  await say(one, 'CANARY-said');
  await release('/chat/stream');
  await release('piece');
  await one.locator('.thread').getByText('CANARY-said').waitFor();
  await one.getByRole('textbox', { name: 'Message' }).fill('CANARY-draft');

  const two = await openTab('a');
  await release('/users/identify');
  await openPanel(two);
  await two.getByRole('textbox', { name: 'Message' }).fill('CANARY-draft-too');
  await release('/conversations');
  await expect.poll(() => heldPaths().some((path) => path.endsWith('/messages')), LATE).toBe(true);

  const three = await openTab('a');
  await expect.poll(heldPaths, LATE).toContain('/users/identify');
  await release('/users/identify');
  gated.say('a', 'CANARY-from-the-team');
  await one.bringToFront();
  return [one, two, three];
}

test('case 58: matrix: user switch: A’s answer, history, drafts and unread are in no frame of any tab once B is identified in one', async () => {
  const [one, two, three] = await threeTabsOfA();
  expect((await filmOf(one)).frames.at(-1)).toMatch(/CANARY-said/);
  expect((await filmOf(two)).frames.at(-1)).toMatch(/CANARY-draft-too/);

  await run(one, "mark(); void halo.identify('b', { name: 'NAME-b' })");
  await expect.poll(() => gated.calls.filter(({ body }) => body?.user_id === 'b').length, LATE).toBeGreaterThan(0);
  await releaseAll(one);
  for (const tab of [two, three]) await expect.poll(() => run(tab, 'halo.debug().user'), LATE).toBeNull();

  // B speaks, and hears live, in the tab they came to.
  await say(one, 'hello of B');
  await releaseAll(one);
  await one.locator('.thread').getByText('answer to hello of B').waitFor();
  gated.say('b', 'a reply to B');
  gated.say('a', 'CANARY-late');
  await releaseAll(one);
  await one.locator('.thread').getByText('a reply to B').waitFor();

  for (const tab of [one, two, three]) {
    await tab.bringToFront();
    await frames(tab, 3);
    expectNothingOfA(await filmOf(tab));
    if (tab !== one) await expectNothingLeft(tab);
  }
  const sent = gated.calls.filter(({ body }) => body?.user_id === 'b');
  expect(JSON.stringify(sent)).not.toMatch(/CANARY-(said|draft)|NAME-a/);
  const ended = gated.calls.filter(({ path }) => path === '/sessions/end');
  expect(ended).toHaveLength(1);
});

test('case 60: a reload as B shows B only, from the first frame on, whatever A had in flight', async () => {
  const [one, two] = await threeTabsOfA();
  await two.goto(`${address}?tab=9&user=b`);
  await openPanel(two);
  await releaseAll(two);
  await expect.poll(() => run(one, 'halo.debug().user'), LATE).toBeNull();
  await releaseAll(two);
  expectNothingOfA(await filmOf(two));
  await one.bringToFront();
  await frames(one, 3);
  expectNothingOfA(await filmOf(one));
  await expectNothingLeft(one);
  expect(await run(two, 'halo.debug().user')).toBe('b');
});

test('case 57: matrix: logout in another tab: a logout in one tab empties storage and blanks the others; late frames and a reload bring nothing back', async () => {
  const [one, two, three] = await threeTabsOfA();
  await two.bringToFront();
  await run(two, 'mark(); void halo.reset()');
  await release('/sessions/end');
  await releaseAll(two);
  for (const tab of [one, three]) await expect.poll(() => run(tab, 'halo.debug().user'), LATE).toBeNull();
  gated.say('a', 'CANARY-late');
  await releaseAll(two);
  for (const tab of [one, two, three]) {
    await tab.bringToFront();
    await frames(tab, 3);
    expectNothingOfA(await filmOf(tab));
    await expectNothingLeft(tab);
  }
  expect(await run<string[]>(one, "Object.keys(localStorage).filter((key) => !key.endsWith(':look'))")).toEqual([]);
  await one.goto(`${address}?tab=9`);
  await openPanel(one);
  await releaseAll(one);
  expectNothingOfA(await filmOf(one));
});

test('case 58: matrix: bfcache: a page kept for "back" is covered, and comes back blank when B came while it could not hear', async () => {
  const [one] = await threeTabsOfA();
  const kept = await openTab('a', '&deaf');
  await releaseAll(kept);
  await openPanel(kept);
  await releaseAll(kept);
  await kept.locator('.thread').getByText('answer to CANARY-first').waitFor();
  await kept.getByRole('textbox', { name: 'Message' }).fill('CANARY-draft-kept');
  const moment = (type: string) => `dispatchEvent(new PageTransitionEvent('${type}', { persisted: true }))`;
  await run(kept, `${moment('pagehide')}; mark()`);
  await frames(kept, 3);
  expectNothingOfA(await filmOf(kept));

  await one.bringToFront();
  await run(one, "void halo.identify('b', { name: 'NAME-b' })");
  await releaseAll(one);
  await kept.bringToFront();
  await run(kept, moment('pageshow'));
  await frames(kept, 3);
  expectNothingOfA(await filmOf(kept));
  await kept.getByRole('textbox', { name: 'Message' }).waitFor();
  expect(await kept.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('');
  await expectNothingLeft(kept);
});

test('matrix: bfcache: a page kept for "back" goes on as it was when nobody else came', async () => {
  const kept = await openTab('a');
  await releaseAll(kept);
  await openPanel(kept);
  await kept.getByRole('textbox', { name: 'Message' }).fill('a draft');
  const moment = (type: string) => `dispatchEvent(new PageTransitionEvent('${type}', { persisted: true }))`;
  await run(kept, `${moment('pagehide')}; ${moment('pageshow')}`);
  await releaseAll(kept);
  expect(await kept.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('a draft');
  expect(await run(kept, 'halo.debug().user')).toBe('a');
});
