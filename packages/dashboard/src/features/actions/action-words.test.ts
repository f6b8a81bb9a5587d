import { expect, test } from 'vitest';
import { outcomeWords } from './action-words.ts';

test.each([
  [{ outcome: 'done', reason: null, status: 200 }, 'Done'],
  [{ outcome: 'failed', reason: 'status', status: 503 }, 'Failed: status 503'],
  [{ outcome: 'refused', reason: 'trust', status: null }, 'Refused: the caller had not proven enough'],
  [{ outcome: 'refused', reason: 'identity:trait:plan', status: null }, 'Refused: plan of the person is not verified'],
  [{ outcome: 'refused', reason: 'order_id is missing', status: null }, 'Refused: order_id is missing'],
] as const)('%j reads as a sentence', (call, words) => {
  expect(outcomeWords(call)).toBe(words);
});
