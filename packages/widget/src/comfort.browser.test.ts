import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const style = (what: string, name: string) =>
  stage.page.locator(what).evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

it('in forced colours: edges, focus and the dot of what is unread stay visible', async () => {
  await stage.open(init(), { forcedColors: 'active', colorScheme: 'dark' });
  await stage.launcher().waitFor();
  await stage.page.keyboard.press('Tab');
  await stage.page.keyboard.press('Tab');
  await expect.poll(() => style('.launcher', 'outline-style'), LATE).toBe('solid');
  expect(await style('.launcher', 'border-top-style')).toBe('solid');
  await stage.launcher().click();
  await stage.ask('Hello');
  await stage.says('You said: Hello').waitFor();
  for (const what of ['.panel', '.bubble', '.send'])
    expect([what, await style(what, 'border-top-style')]).toEqual([what, 'solid']);
  expect(await style('.field', 'outline-style')).toBe('solid');
  await shoot(stage.page, 'forced-colors');
  await stage.page.keyboard.press('Escape');
  stage.halo.say('teammate', 'Are you there?', 'Sam');
  await stage.page.locator('.dot').waitFor({ state: 'visible' });
  const [dot, ground] = [await style('.dot', 'background-color'), await style('.launcher', 'background-color')];
  expect(dot).not.toBe(ground);
  await shoot(stage.page, 'forced-colors-unread');
  await stage.expectClean();
});

it('with reduced motion: nothing of it moves', async () => {
  await stage.open(init(), { reducedMotion: 'reduce' });
  stage.halo.pauseMs = 200;
  await stage.launcher().click();
  await stage.field().waitFor();
  await stage.ask('Hello');
  await stage.says('Hello').waitFor();
  const moving = () =>
    stage.page.evaluate(
      () =>
        document
          .querySelector('[data-halo]')
          ?.shadowRoot?.getAnimations()
          .filter(({ playState }) => playState === 'running').length,
    );
  expect(await moving()).toBe(0);
  await stage.says('You said: Hello').waitFor();
  expect(await moving()).toBe(0);
});

it('at 200 % zoom: the panel stays within the window, and what can be pressed within the panel', async () => {
  // A window of 1280 x 720 at 200 % has the measures of one of 640 x 360.
  await stage.open(init(), { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 });
  await stage.launcher().click();
  await stage.ask('Hello');
  await stage.says('You said: Hello').waitFor();
  await shoot(stage.page, 'zoom-200');
  for (const what of ['.panel', '.head .icon:last-of-type', '.composer textarea', '.send', '.under .plain']) {
    const box = (await stage.page.locator(what).boundingBox())!;
    expect([what, box.x >= 0 && box.y >= 0 && box.x + box.width <= 640 && box.y + box.height <= 360]).toEqual([
      what,
      true,
    ]);
  }
  expect((await stage.page.locator('.thread').boundingBox())?.height).toBeGreaterThan(40);
  expect(await stage.axe()).toEqual([]);
});

it('on a phone: the panel stays above the on-screen keyboard, and takes the room back', async () => {
  const early = `const keyboard = new EventTarget();
Object.assign(keyboard, { scale: 1, height: 844, width: 390, offsetTop: 0, offsetLeft: 0 });
Object.defineProperty(window, 'visualViewport', { value: keyboard });
window.cover = (height, offsetTop, scale = 1) => {
  Object.assign(keyboard, { height, offsetTop, scale });
  keyboard.dispatchEvent(new Event('resize'));
};`;
  const cover = (...view: number[]) =>
    stage.page.evaluate((how) => (window as unknown as { cover(...how: number[]): void }).cover(...how), view);
  const box = (what: string) => stage.page.locator(what).boundingBox();
  await stage.open(init(), PHONE, { early });
  await stage.launcher().click();
  await stage.field().waitFor();
  await expect.poll(() => box('.panel'), LATE).toMatchObject({ y: 0, height: 844 });
  await cover(500, 40);
  await expect.poll(() => box('.panel'), LATE).toMatchObject({ y: 40, height: 500 });
  const composer = (await box('.composer'))!;
  expect(composer.y + composer.height).toBeLessThanOrEqual(541);
  await shoot(stage.page, 'phone-keyboard');
  // Somebody who zooms in to read is not followed.
  await cover(400, 100, 2);
  await expect.poll(() => box('.panel'), LATE).toMatchObject({ y: 0, height: 844 });
  await cover(844, 0);
  await expect.poll(() => box('.panel'), LATE).toMatchObject({ y: 0, height: 844 });
  expect(await style('.composer textarea', 'font-size')).toBe('16px');
  await stage.expectClean();
});
