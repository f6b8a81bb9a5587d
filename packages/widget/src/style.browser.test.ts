import { type AgentStyle, FIRST_STYLE } from '@halo/wire/agent-style.ts';
import { toWidgetStyle } from '@halo/wire/widget-style.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { json } from './testing/fake-halo.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

/** One red pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const HERE = 'a'.repeat(32);
const GONE = 'b'.repeat(32);

function wear(style: Partial<AgentStyle>): void {
  Object.assign(stage.halo.config.agent, toWidgetStyle('org_1', { ...FIRST_STYLE, ...style }));
  stage.halo.serve(`/api/sdk/pictures/org_1/${HERE}`, (_call, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'cross-origin-resource-policy': 'cross-origin' }).end(PIXEL);
  });
}

/** The launcher's patience ends when the test says so. */
const PATIENT = `const wait = window.setTimeout;
window.setTimeout = (run, ms, ...more) => (ms === 700 ? void (window.endPatience = run) : wait(run, ms, ...more));`;

/** Holds the next answer of /config back until `answer` is called. */
function holdConfig() {
  let answer = () => {};
  const asked = new Promise<void>((go) => {
    stage.halo.otherwise('/config', async (_call, response) => {
      const held = new Promise<void>((done) => {
        answer = done;
      });
      go();
      await held;
      json(response, 200, stage.halo.config);
    });
  });
  return { asked, answer: () => answer() };
}

const box = async (what: string) => (await stage.page.locator(what).boundingBox())!;
const launcher = () => stage.page.locator('.launcher');

describe('style', () => {
  it('stands where the style says, and init wins over it', async () => {
    wear({ position: 'bottom-left', side: 40, bottom: 60, theme: 'dark' });
    await stage.open(init(), { reducedMotion: 'reduce' });
    await launcher().waitFor();
    expect(await box('.launcher')).toMatchObject({ x: 40, y: 800 - 60 - 56 });
    await launcher().click();
    await stage.field().waitFor();
    const panel = await box('.panel');
    expect([panel.x, panel.y + panel.height]).toEqual([40, 800 - 60 - 68]);
    expect(panel.y).toBeGreaterThanOrEqual(8);
    expect(await stage.page.locator('.halo').getAttribute('data-theme')).toBe('dark');
    await stage.page.context().close();

    await stage.open(init("position: 'bottom-right', theme: 'light'"));
    await launcher().waitFor();
    expect(await box('.launcher')).toMatchObject({ x: 1280 - 40 - 56 });
    expect(await stage.page.locator('.halo').getAttribute('data-theme')).toBe('light');
  });

  it('the first visit shows no launcher before it is known how it looks; the next shows it as it was, at once', async () => {
    wear({ accent: '#0b6e4f', position: 'bottom-left' });
    const { asked, answer } = holdConfig();
    await stage.open(init(), {}, { early: PATIENT });
    await asked;
    await stage.page.locator('[data-halo]').waitFor({ state: 'attached' });
    expect(await launcher().isVisible()).toBe(false);
    answer();
    await launcher().waitFor();
    expect((await box('.launcher')).x).toBe(20);

    stage.halo.otherwise('/config', () => {});
    await stage.page.reload();
    await launcher().waitFor();
    const ground = await launcher().evaluate((button) => getComputedStyle(button).backgroundColor);
    expect([(await box('.launcher')).x, ground]).toEqual([20, 'rgb(11, 110, 79)']);
  });

  it('a launcher appears all the same when no answer comes, on the side the page has chosen', async () => {
    stage.halo.otherwise('/config', () => {});
    await stage.open(init("position: 'bottom-left'"));
    await launcher().waitFor();
    expect(await launcher().locator('svg.ring').count()).toBe(1);
    expect((await box('.launcher')).x).toBe(20);
  });

  it('a late answer changes the colours of what stands already, and its side only on the next page', async () => {
    wear({ accent: '#0b6e4f', position: 'bottom-left' });
    const { asked, answer } = holdConfig();
    await stage.open(init(), {}, { early: PATIENT });
    await asked;
    await stage.page.evaluate('endPatience()');
    await launcher().waitFor();
    answer();
    const ground = () => launcher().evaluate((button) => getComputedStyle(button).backgroundColor);
    await expect.poll(ground, LATE).toBe('rgb(11, 110, 79)');
    expect((await box('.launcher')).x).toBe(1280 - 20 - 56);
    await stage.page.reload();
    await launcher().waitFor();
    expect((await box('.launcher')).x).toBe(20);
  });

  it('asks how it looks before it fetches any other file', async () => {
    await stage.open(init("userId: 'u1'"));
    await launcher().waitFor();
    await expect.poll(() => stage.halo.seen('/users/identify').length, LATE).toBe(1);
    const fetched = await stage.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => /(config|client|panel)(\?|\.js)/.exec(name)?.[1])
        .filter(Boolean),
    );
    expect(fetched.slice(0, 2)).toEqual(['config', 'client']);
  });

  it('pictures are loaded from this Halo, and one that cannot be had gives way to the ring', async () => {
    wear({ launcher: HERE, avatar: HERE, logo: HERE });
    await stage.open(init());
    await launcher().locator('img').waitFor();
    await launcher().click();
    await stage.page.locator('.logo').waitFor();
    await stage.page.locator('.avatar img').waitFor();
    await shoot(stage.page, 'style-pictures');
    expect(await stage.axe()).toEqual([]);
    await stage.expectClean();
    await stage.page.context().close();

    stage.allow(/404|Failed to load resource/);
    wear({ launcher: GONE, avatar: GONE, logo: GONE });
    await stage.open(init());
    stage.allow(/404|Failed to load resource/);
    await launcher().locator('svg.ring').waitFor();
    await launcher().click();
    await stage.page.locator('.avatar svg.ring').waitFor();
    await expect.poll(() => stage.page.locator('.panel img').count(), LATE).toBe(0);
  });

  it('safety: an address outside of this Halo is never asked for', async () => {
    stage.halo.config.agent.style = { launcher: 'https://evil.example/a.png', logo: '.evil.example/a.png' };
    stage.halo.config.agent.avatar_config = { picture: 'http://evil.example/a.png' };
    const asked: string[] = [];
    await stage.open('');
    stage.page.on('request', (request) => asked.push(request.url()));
    await stage.page.evaluate(init());
    await launcher().waitFor();
    await launcher().click();
    await stage.field().waitFor();
    expect(asked.filter((url) => url.includes('evil'))).toEqual([]);
    expect(await launcher().locator('svg.ring').count()).toBe(1);
  });

  const STYLES: [string, Partial<AgentStyle>, string][] = [
    ['pale', { accent: '#fff7d6', header: 'accent', corners: 'soft', mark: 'bubble' }, ''],
    ['black', { accent: '#000000', header: 'accent', corners: 'square', mark: 'question' }, ''],
    ['grey', { accent: '#767676', mark: 'spark' }, ''],
    ['rtl', { accent: '#c2185b', header: 'accent', position: 'bottom-left', logo: HERE, avatar: HERE }, "locale: 'he'"],
  ];
  for (const [name, style, how] of STYLES) {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      it(`matrix: axe: reads well in ${name}, ${colorScheme}, at ${width}`, async () => {
        wear(style);
        await stage.open(init(how), { colorScheme, viewport: { width, height: 800 } });
        await launcher().waitFor();
        await shoot(stage.page, `style-${name}-${colorScheme}-closed`);
        expect(await stage.axe()).toEqual([]);
        await launcher().click();
        await stage.page.locator('.suggestions').waitFor();
        await shoot(stage.page, `style-${name}-${colorScheme}-start`);
        expect(await stage.axe()).toEqual([]);
        await stage.page.locator('.composer textarea').fill('Write me a [link](https://x.example)');
        await stage.page.keyboard.press('Enter');
        await stage.says('You said:').waitFor();
        await shoot(stage.page, `style-${name}-${colorScheme}-chat`);
        expect(await stage.axe()).toEqual([]);
      });
    }
  }
});
