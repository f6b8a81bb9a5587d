import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import type { Language } from './words/language.ts';
import { LAUNCHER_WORDS } from './words/launcher-words.ts';
import { WORDS_FILES } from './words/words-files.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const textarea = () => stage.page.locator('.composer textarea');
const box = async (what: string) => (await stage.page.locator(what).boundingBox())!;
/** The names of the language files this page has asked for. */
const fetchedWords = () =>
  stage.page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => /words-\w+\.js/.exec(name)?.[0] ?? []),
  );
const open = async (language: Language) =>
  stage.page.getByRole('button', { name: LAUNCHER_WORDS[language].open }).click();

it.each(Object.keys(WORDS_FILES) as (keyof typeof WORDS_FILES)[])(
  'speaks %s where the browser does, in one file fetched with the panel',
  async (language) => {
    const { words } = await WORDS_FILES[language]();
    await stage.open(init("userId: 'u1', userTraits: { name: 'Jane Doe' }, theme: 'light'"), { locale: language });
    await open(language);
    await stage.page.getByRole('textbox', { name: words.message }).waitFor();
    await stage.says(words.helloName.replace('{name}', 'Jane')).waitFor();
    await stage.page.getByRole('button', { name: words.human }).click();
    await stage.says(words.asked).waitFor();
    await shoot(stage.page, `language-${language}`);
    expect(await fetchedWords()).toEqual([`words-${language}.js`]);
    expect(await stage.axe()).toEqual([]);
    const inside = await stage.page.locator('.panel').evaluate((panel) => panel.scrollWidth <= panel.clientWidth);
    expect(inside).toBe(true);
    await stage.expectClean();
  },
);

it('asks for no file in English, and for none before the panel is opened', async () => {
  await stage.open(init("locale: 'en-GB'"), { locale: 'de' });
  await stage.launcher().click();
  await stage.field().waitFor();
  expect(await fetchedWords()).toEqual([]);
  await stage.page.context().close();
  await stage.open(init(), { locale: 'ja' });
  await stage.page.getByRole('button', { name: LAUNCHER_WORDS.ja.open }).waitFor();
  expect(await fetchedWords()).toEqual([]);
});

for (const [language, name, position] of [
  ['ar', 'محمد الشريف', 'bottom-left'],
  ['he', 'Jane Doe', 'bottom-right'],
] as const) {
  it(`is mirrored in ${language}, and a name of the other direction stays whole`, async () => {
    await stage.open(
      init(
        `locale: '${language}', position: '${position}', theme: 'light', userId: 'u1', userTraits: { name: '${name}' }`,
      ),
    );
    await open(language);
    await textarea().waitFor();
    await shoot(stage.page, `mirrored-${language}-start`);
    const [panel, close, avatar] = [await box('.panel'), await box('.head .icon:last-of-type'), await box('.avatar')];
    expect(close.x - panel.x).toBeLessThan(40);
    expect(avatar.x).toBeGreaterThan(panel.x + panel.width / 2);
    expect((await box('.send')).x).toBeLessThan(panel.x + panel.width / 2);
    const first = name.split(' ')[0]!;
    await stage.page.locator('.hello bdi', { hasText: first }).waitFor();
    await textarea().fill('Where is my API key?');
    await stage.page.keyboard.press('Enter');
    await stage.says('You said:').waitFor();
    // What was written left to right reads left to right, at the side of whoever wrote it.
    expect(await stage.page.locator('.bubble p').evaluate((text) => getComputedStyle(text).direction)).toBe('ltr');
    expect((await box('.bubble')).x).toBeLessThan((await box('.panel')).x + 40);
    await shoot(stage.page, `mirrored-${language}-answer`);
    expect(await stage.axe()).toEqual([]);
    await stage.expectClean();
  });
}

it('speaks English, left to right, when the words of a language do not come', async () => {
  await stage.open(init("locale: 'ar'"), {}, { early: '' });
  await stage.page.route('**/words-ar.js*', (route) => route.abort());
  await open('ar');
  await stage.field().waitFor();
  await stage.says('How can we help?').waitFor();
  const panel = stage.page.locator('.panel');
  expect([await panel.getAttribute('dir'), await panel.getAttribute('lang')]).toEqual(['ltr', 'en']);
  expect(await stage.axe()).toEqual([]);
});

it('counts what is unread in the digits and words of the language', async () => {
  await stage.open(init("locale: 'de'"));
  await open('de');
  await textarea().fill('Hallo');
  await stage.page.keyboard.press('Enter');
  await stage.says('You said: Hallo').waitFor();
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  await stage.page.getByRole('button', { name: LAUNCHER_WORDS.de.close }).last().click();
  stage.halo.say('teammate', 'Guten Tag', 'Sam');
  await expect
    .poll(() => stage.page.locator('.launcher').getAttribute('aria-label'), LATE)
    .toBe('Chat öffnen, 1 ungelesen');
});
