import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { words as english } from './en.ts';
import { fill, fillText } from './fill.ts';
import { chooseLanguage, directionOf } from './language.ts';
import { LAUNCHER_WORDS } from './launcher-words.ts';
import { WORDS_FILES } from './words-files.ts';

const LANGUAGES = Object.keys(WORDS_FILES) as (keyof typeof WORDS_FILES)[];
const RIGHT_TO_LEFT = ['ar', 'he'];
/** Words that are the same in another language, each looked at. */
const SAME = ['de support', 'de offline', 'nl optional', 'fr conversation', 'fr message', 'fr sources'];
const places = (line: string) => [...line.matchAll(/\{\w+\}/g)].map(String).sort();

it('speaks at least ten languages, two of them right to left, each in a file and at the launcher', () => {
  expect(LANGUAGES.length + 1).toBeGreaterThanOrEqual(10);
  expect(Object.keys(LAUNCHER_WORDS).sort()).toEqual(['en', ...LANGUAGES].sort());
  const files = readdirSync(import.meta.dirname).flatMap((name) => /^([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);
  expect(files.sort()).toEqual(Object.keys(LAUNCHER_WORDS).sort());
  expect([...LANGUAGES, 'en' as const].filter((language) => directionOf(language) === 'rtl').sort()).toEqual(
    RIGHT_TO_LEFT,
  );
});

it.each(LANGUAGES)(
  'says everything in %s, with the same places for names, and nothing in English by accident',
  async (language) => {
    const { words } = await WORDS_FILES[language]();
    const both = { ...words, ...LAUNCHER_WORDS[language] };
    const original: Record<string, string> = { ...english, ...LAUNCHER_WORDS.en };
    expect(Object.keys(both).sort()).toEqual(Object.keys(original).sort());
    for (const [key, line] of Object.entries(both)) {
      expect([key, line.trim()]).toEqual([key, line]);
      expect([key, places(line)]).toEqual([key, places(original[key]!)]);
      const same = line === original[key] && !SAME.includes(`${language} ${key}`);
      expect([key, line === '' || same]).toEqual([key, false]);
      // A letter of its own script, where the language has one.
      const script = {
        ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
        ar: /\p{Script=Arabic}/u,
        he: /\p{Script=Hebrew}/u,
      }[language as string];
      if (script) expect([key, script.test(line)]).toEqual([key, true]);
    }
  },
);

it('takes the first language it speaks, by its first part, and English when it speaks none', () => {
  expect(chooseLanguage(['de-AT'])).toBe('de');
  expect(chooseLanguage([undefined, 'sv', 'pt-BR', 'fr'])).toBe('pt');
  expect(chooseLanguage(['iw_IL'])).toBe('he');
  expect(chooseLanguage(['AR'])).toBe('ar');
  expect(chooseLanguage(['', '__proto__', 'constructor', 7, null, 'x'.repeat(10_000)])).toBe('en');
  expect(chooseLanguage([])).toBe('en');
});

it('puts names into a line whatever they hold, and keeps those of the other direction to themselves', () => {
  expect(fill('Hi {name},', { name: 7 })).toEqual(['Hi ', 7, ',']);
  expect(fillText('Chat with {name}', { name: '$& {name}' })).toBe('Chat with $& {name}');
  expect(fillText('Chat with {name}', { name: 'ליאור' })).toBe('Chat with \u2068ליאור\u2069');
  expect(fillText('محادثة مع {name}', { name: 'Ada' })).toBe('محادثة مع \u2068Ada\u2069');
  expect(fill('{constructor} {other}', {})).toEqual(['', '{constructor}', ' ', '{other}', '']);
});
