import { expect, test } from 'vitest';
import { fuseRankings, isQuotable } from './fuse-rankings.ts';
import type { RankedPassage } from './rank-passages.ts';

const passage = (digest: string, score: number, certainty: number): RankedPassage => ({
  ...{ sourceId: digest, position: 0, digest, title: digest, address: null, heading: '', body: '' },
  ...{ score, certainty },
});
const order = (ranked: RankedPassage[], alike: string[]) => fuseRankings(ranked, alike).map(({ digest }) => digest);

test('without meaning the words keep their order', () => {
  expect(order([passage('a', 3, 0.2), passage('b', 2, 0.9), passage('c', 1, 0.1)], [])).toEqual(['a', 'b', 'c']);
});

test('what both find comes before what one finds', () => {
  expect(order([passage('a', 3, 0.2), passage('b', 2, 0.2), passage('c', 0, 0)], ['c', 'b'])).toEqual(['b', 'a', 'c']);
});

test('what the words are certain of stays first, whatever means alike', () => {
  expect(order([passage('a', 3, 0.8), passage('b', 2, 0.7)], ['b'])[0]).toBe('a');
});

test('meaning alone is never quoted, nor is what it raised', () => {
  const raised = fuseRankings([passage('a', 3, 0.2), passage('b', 2, 0.9)], ['b']);
  expect([raised[0]?.digest, isQuotable(raised[0])]).toEqual(['b', false]);
  expect(isQuotable(fuseRankings([passage('c', 0, 0.9)], ['c'])[0])).toBe(false);
});
