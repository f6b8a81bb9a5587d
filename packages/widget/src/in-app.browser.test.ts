import type { InAppReach, WireInAppMessage } from '@halo/wire/sdk/in-app-messages.ts';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { json } from './testing/fake-halo.ts';

let stage: BrowserStage;
/** What the server holds as due; what was told of each. */
let due: WireInAppMessage[] = [];
let told: string[] = [];

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage.reset();
  due = [];
  told = [];
});
afterEach(() => stage.leave());

const FOR_EVER = Number.POSITIVE_INFINITY;

function message(more: Partial<WireInAppMessage> = {}): WireInAppMessage {
  return {
    ...{ id: 'm1', kind: 'message', title: 'Reports are here', body: 'See **all** your figures.', sender: 'Sam' },
    ...{ place: 'top', button: null, paths: [] },
    ...more,
  };
}

async function open(messages: WireInAppMessage[], more = "userId: 'u1'", options: BrowserContextOptions = {}) {
  due = messages;
  stage.halo.config.in_app_messages = 'everybody' satisfies InAppReach;
  stage.halo.otherwise('/in-app-messages', (_, response) => json(response, 200, { messages: due }), FOR_EVER);
  for (const { id } of messages) {
    stage.halo.otherwise(
      `/in-app-messages/${id}`,
      ({ body }, response) => {
        told.push(`${id} ${body.outcome}`);
        if (body.outcome !== 'shown') due = due.filter((one) => one.id !== id);
        json(response, 200, { due: due.some((one) => one.id === id) });
      },
      FOR_EVER,
    );
  }
  await stage.open(init(more), options);
}

const card = () => stage.page.getByRole('region', { name: 'Message from Sam' });
const bar = (name = 'Maintenance') => stage.page.getByRole('region', { name });
const banner = (more: Partial<WireInAppMessage> = {}) =>
  message({ id: 'b1', kind: 'banner', title: 'Maintenance', body: 'On Sunday at 8.', sender: '', ...more });

it('a card and a banner are shown without taking the focus, one of each, and go when they are closed', async () => {
  await open([message(), message({ id: 'm2', title: 'And one more' }), banner()]);
  await card().getByText('Reports are here').waitFor();
  await bar().getByText('On Sunday at 8.').waitFor();
  expect(await stage.page.evaluate(() => document.activeElement === document.body)).toBe(true);
  expect(await card().count()).toBe(1);
  expect(await stage.axe()).toEqual([]);
  await card().getByRole('button', { name: 'Close message' }).focus();
  await stage.page.keyboard.press('Escape');
  await card().getByText('And one more').waitFor();
  await bar().getByRole('button', { name: 'Close message' }).click();
  await expect.poll(() => bar().count(), LATE).toBe(0);
  await expect
    .poll(() => told.toSorted(), LATE)
    .toEqual(['b1 dismissed', 'b1 shown', 'm1 dismissed', 'm1 shown', 'm2 shown']);
  await stage.expectClean();
});

it('a button opens the chat, and the open panel is not covered', async () => {
  await open([
    message({ button: { label: 'Ask us', does: 'chat', target: '' } }),
    message({ id: 'm2', title: 'Next' }),
  ]);
  await card().getByRole('button', { name: 'Ask us' }).click();
  await stage.field().waitFor();
  expect(await card().count()).toBe(0);
  await expect.poll(() => told, LATE).toContain('m1 clicked');
});

it.each(['top', 'bottom'] as const)(
  'in forced colours the card, a banner at the %s and their buttons keep their edges',
  async (place) => {
    const button = { label: 'Look', does: 'chat', target: '' } as const;
    await open([message({ button }), banner({ place, button })], undefined, {
      forcedColors: 'active',
      colorScheme: 'dark',
    });
    await card().getByText('Reports are here').waitFor();
    await bar().getByText('On Sunday at 8.').waitFor();
    for (const surface of [card(), bar()]) {
      for (const part of [surface, surface.getByRole('button', { name: 'Look' }), surface.getByRole('button').last()]) {
        expect(await part.evaluate((element) => getComputedStyle(element).borderTopStyle)).toBe('solid');
      }
    }
    await shoot(stage.page, `in-app-forced-colors-${place}`);
    expect(await stage.axe()).toEqual([]);
  },
);

it('hostile markup, and an address that is none, stay text', async () => {
  await open([
    message({
      ...{
        title: '<img src=x onerror=alert(1)>',
        body: '<b>x</b> [a](javascript:alert(1)) ![i](https://evil.test/x.png)',
      },
      button: { label: 'Go', does: 'link', target: 'javascript:alert(1)' },
    }),
  ]);
  await card().getByText('<img src=x').waitFor();
  const tags = await card().evaluate((it) => [...it.querySelectorAll('img,b,a[href^="javascript"],.follow')].length);
  expect(tags).toBe(0);
  await stage.expectClean();
});

it('what pages switch off is not even fetched, and a path that does not fit shows nothing', async () => {
  await open([message(), banner()], "userId: 'u1', ui: { banners: false, inAppMessages: false }");
  await expect.poll(() => stage.halo.seen('/users/identify').length, LATE).toBe(1);
  expect(stage.halo.seen('/in-app-messages')).toEqual([]);
  await stage.leave();
  await stage.reset();
  await open([message(), banner({ paths: ['/pricing*'] })], "userId: 'u1', ui: 'manual'");
  await card().waitFor();
  expect(await bar().count()).toBe(0);
  await stage.page.evaluate(() => history.pushState(null, '', '/pricing/pro'));
  await bar().waitFor();
});

it('nothing of a former person stays, however late the server answers', async () => {
  await open([message()]);
  await card().waitFor();
  await stage.page.evaluate('halo.reset()');
  expect(await card().count()).toBe(0);
  due = [];
  await stage.page.evaluate("halo.identify('u2')");
  await expect.poll(() => stage.halo.seen('/users/identify').at(-1)?.body.user_id, LATE).toBe('u2');
  stage.halo.push({ type: 'in_app_messages', messages: [] });
  expect(await card().count()).toBe(0);
});

it('the live stream brings what is due meanwhile, and one tab of a browser shows it', async () => {
  await open([message()]);
  await card().waitFor();
  const other = await stage.page.context().newPage();
  await other.goto(stage.page.url());
  await expect.poll(() => stage.halo.seen('/in-app-messages').length, LATE).toBeGreaterThan(1);
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  due = [message(), banner()];
  stage.halo.otherwise('/in-app-messages/b1', (_, response) => json(response, 200, { due: true }), FOR_EVER);
  stage.halo.push({ type: 'in_app_messages', messages: due });
  await bar().waitFor();
  expect(await other.getByRole('region').count()).toBe(0);
  await stage.page.close();
  await other.getByRole('region', { name: 'Message from Sam' }).waitFor();
  stage.page = other;
});

it('what is closed offline stays closed, and is told when the line is back', async () => {
  await open([message()]);
  await card().waitFor();
  await stage.page.context().setOffline(true);
  stage.allow(/ERR_INTERNET_DISCONNECTED|Failed to load|net::/);
  await card().getByRole('button', { name: 'Close message' }).click();
  expect(await card().count()).toBe(0);
  await stage.page.context().setOffline(false);
  await stage.page.reload();
  await expect.poll(() => told, LATE).toContain('m1 dismissed');
  expect(await card().count()).toBe(0);
});

for (const [name, options] of Object.entries({
  '1280-light': { colorScheme: 'light' },
  '1280-dark': { colorScheme: 'dark' },
  '390-light': { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  '390-dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
} satisfies Record<string, BrowserContextOptions>)) {
  it(`matrix: axe: stands at ${name}, and mirrored`, async () => {
    const button = { label: 'See the reports', does: 'link', target: '/reports' } as const;
    const long =
      'Pick a period, compare it with the one before, and share what you see: `Reports` is in the menu. [More](https://acme.example/help).';
    await open(
      [message({ body: long, button }), banner({ button: { ...button, label: 'Details' } })],
      "userId: 'u1'",
      options,
    );
    await card().waitFor();
    await bar().waitFor();
    await shoot(stage.page, `in-app-${name}`);
    expect(await stage.axe()).toEqual([]);
    await stage.leave();
    await stage.reset();
    const he = { title: 'הדוחות כאן', body: 'אפשר לראות את כל הנתונים.', sender: 'ליאור' };
    const low = banner({ title: 'תחזוקה', body: 'ביום ראשון.', place: 'bottom' });
    await open([low, message({ ...he, id: 'm9' })], "userId: 'u1', locale: 'he', position: 'bottom-left'", options);
    await stage.page.locator('.card').waitFor();
    await shoot(stage.page, `in-app-${name}-rtl`);
    expect(await stage.axe()).toEqual([]);
  });
}
