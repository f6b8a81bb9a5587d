import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const says = (name: string, value: string) =>
  `Object.defineProperty(Navigator.prototype, '${name}', { get: () => ${value}, configurable: true });`;

/** What Halo is told of a page that is opened, clicked, moved on, asked to track something, and left. */
async function toldOf(more: string, early = ''): Promise<{ event_type: string; page_url?: string }[]> {
  await stage.open(init(more), {}, { early, body: '<button id="buy">Buy</button>' });
  await stage.launcher().waitFor();
  // What happens before the client file is there is not told.
  await stage.page.evaluate("halo.track('own')");
  await expect.poll(() => stage.page.evaluate('halo.debug().session.id'), LATE).toBeTruthy();
  await stage.page.locator('#buy').click();
  await stage.page.evaluate("history.pushState({}, '', '/next?utm_source=mail&email=ana@acme.com#token')");
  await stage.page.evaluate(
    "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))",
  );
  const told = () => stage.halo.seen('/events').flatMap(({ body }) => body.events);
  await expect.poll(() => told().map(({ event_type }) => event_type), LATE).toContain('own');
  return told();
}

it('by itself it tells of views and clicks, and of no address more than its path', async () => {
  const told = await toldOf('');
  expect(told.map(({ event_type }) => event_type)).toEqual(expect.arrayContaining(['page_view', 'click', 'own']));
  expect(JSON.stringify(told)).not.toMatch(/acme\.com|token/);
});

it.each([
  ['the page says tracking: false', 'tracking: false', ''],
  ['the person’s browser says Do Not Track', '', says('doNotTrack', "'1'")],
  ['the person’s browser says Global Privacy Control', '', says('globalPrivacyControl', 'true')],
])('tells of nothing by itself where %s; what the page tracks is told', async (_why, more, early) => {
  expect((await toldOf(more, early)).map(({ event_type }) => event_type)).toEqual(['own']);
});

it('tells of nothing by itself where the workspace has switched it off', async () => {
  stage.halo.config.organization.settings.tracking = false;
  expect((await toldOf('')).map(({ event_type }) => event_type)).toEqual(['own']);
});
