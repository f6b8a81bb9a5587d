import { describe, expect, test } from 'vitest';
import type { CandidatePassage } from './passage-store.ts';
import { isGoodEnough, rankPassages, type WeighedWord } from './rank-passages.ts';

const word = (lexeme: string, place: number, ...alike: string[]): WeighedWord => ({
  lexemes: [lexeme, ...alike],
  place,
  weight: 3,
});

/** A passage whose words stand one after the other: title, last heading, text. */
function passage(sourceId: string, title: string, heading: string, body: string): CandidatePassage {
  const found: CandidatePassage['found'] = {};
  let at = 0;
  for (const [weight, text] of [
    ['A', title],
    ['B', heading],
    ['D', body],
  ] as const) {
    for (const each of text.toLowerCase().split(' ').filter(Boolean)) {
      at += 1;
      found[each] ??= { positions: [], weights: [] };
      found[each].positions.push(at);
      found[each].weights.push(weight);
    }
  }
  const count = (text: string) => text.split(' ').filter(Boolean).length;
  const words = { titleWords: count(title), headingWords: count(heading), length: count(body) };
  return { sourceId, position: 0, digest: '', title, address: null, heading, body, found, ...words };
}

const many = (count: number) => Array.from({ length: count }, (_, n) => `filler${n}`).join(' ');
const firstOf = (passages: CandidatePassage[], words: WeighedWord[]) => rankPassages(passages, words, 40)[0]!;

describe('the passage that answers comes first', () => {
  test('a heading that says just what was asked beats a long text that says it often', () => {
    const exact = passage('exact', 'Help', 'rotate logs', `rotate ${many(40)}`);
    const long = passage('long', 'Help', 'everything about logs', `rotate logs ${many(300)} rotate logs rotate logs`);
    expect(firstOf([long, exact], [word('rotate', 1), word('logs', 2)]).sourceId).toBe('exact');
  });

  test('of two headings with the word the shorter one, which is about nothing else', () => {
    const exact = passage('exact', 'API', 'level', many(20));
    const other = passage('other', 'API', 'only custom level names', many(20));
    expect(firstOf([other, exact], [word('level', 1)]).sourceId).toBe('exact');
  });

  test('words that stand together as they were asked beat the same words far apart', () => {
    const near = passage('near', '', '', `${many(10)} opening hours ${many(10)}`);
    const far = passage('far', '', '', `opening ${many(20)} hours`);
    expect(firstOf([far, near], [word('opening', 1), word('hours', 2)]).sourceId).toBe('near');
  });

  test('the word itself beats one of its meaning, which beats nothing', () => {
    const itself = passage('itself', '', 'delete account', 'x');
    const alike = passage('alike', '', 'remove account', 'x');
    const neither = passage('neither', '', 'your account', 'x');
    const ranked = rankPassages([neither, alike, itself], [word('delete', 1, 'remove'), word('account', 2)], 40);
    expect(ranked.map(({ sourceId }) => sourceId)).toEqual(['itself', 'alike', 'neither']);
  });
});

describe('what is quoted as the answer', () => {
  const isQuoted = (found: CandidatePassage, words: WeighedWord[]) => isGoodEnough(firstOf([found], words));

  test('a lone word that merely occurs in a text is none, be it all that was asked', () => {
    expect(isQuoted(passage('a', 'Bundlers', 'Support', `${many(20)} parcel ${many(20)}`), [word('parcel', 1)])).toBe(
      false,
    );
  });

  test('a run of words in a text is one, and so is a heading or a title', () => {
    const words = [word('opening', 1), word('hours', 2)];
    expect(isQuoted(passage('a', 'Contact', '', `our opening hours ${many(20)}`), words)).toBe(true);
    expect(isQuoted(passage('a', 'Contact', 'opening hours', many(20)), words)).toBe(true);
    expect(isQuoted(passage('a', 'opening hours', 'monday', many(20)), words)).toBe(true);
  });

  test('nothing is no answer', () => expect(isGoodEnough(undefined)).toBe(false));
});

test('words called like parts of objects are words', () => {
  expect(firstOf([passage('a', '', 'x', 'y')], [word('constructor', 1), word('__proto__', 2)]).certainty).toBe(0);
});
