import { expect, test } from 'vitest';
import { costWords, tokenWords } from './cost-words.ts';

test('costs read as dollars, also the smallest', () => {
  expect([0, 5, 2_700, 12_400_000].map(costWords)).toEqual(['$0.00', 'less than $0.0001', '$0.0027', '$12.40']);
});

test('tokens read as counts', () => {
  expect(tokenWords(1_204, 88)).toBe('1,204 tokens read, 88 written');
});
