import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** The contract’s acceptance cases on identity and the AI, and its safety rules. */
const CASES = Array.from({ length: 81 }, (_, index) => String(index + 1));
const RULES = Object.entries({ W: 7, R: 6, K: 7, O: 5, P: 4, A: 6 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);
/** What these speak of is not there yet: nothing to prove, nothing to attack. */
const NOT_THERE_YET: Record<string, string> = {
  25: 'no import of files',
  O3: 'no mail',
  O4: 'no tracking links, no CSV',
  O5: 'no Stripe',
  A5: 'no backup command',
};

/** `case 72: …`, `cases 13 and 15: …`, `cases 57–60 …`, `case 41, safety R1: …` at the beginning of a title. */
function namedIn(title: string): string[] {
  const head = /^(?:(?:cases? [\d ,–and]+|safety [A-Z]\d[\w ,]*|identity [\w ,]+)[,;:]? *)+/.exec(title)?.[0] ?? '';
  const ranges = [...head.matchAll(/(\d+)–(\d+)/g)].flatMap(([, first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index)),
  );
  return [...ranges, ...(head.match(/\b(?:\d+|[A-Z]\d)\b/g) ?? [])];
}

const titles = globSync('{packages,e2e,scripts,demo,bench}/**/*.{test,e2e}.{ts,tsx}', {
  cwd: ROOT,
  exclude: (path) => path.includes('node_modules'),
}).flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(['"`])((?:cases? \d|safety [A-Z]\d)[^\n]+?)\1/g)].map(
    ([, , title]) => title!,
  ),
);
const named = new Set(titles.flatMap(namedIn));

test('titles are read', () => {
  expect(titles.length).toBeGreaterThan(100);
  expect(namedIn('cases 57–60, safety R1: x')).toEqual(['57', '58', '59', '60', '57', '60', 'R1']);
  expect(namedIn('waits 5 s in case 3')).toEqual([]);
});

test('every case of identity has a test that says so in its title', () => {
  expect(CASES.filter((one) => !named.has(one) && !NOT_THERE_YET[one])).toEqual([]);
});

test('every safety rule has a test that attacks it and says so in its title', () => {
  expect(RULES.filter((one) => !named.has(one) && !NOT_THERE_YET[one])).toEqual([]);
});
