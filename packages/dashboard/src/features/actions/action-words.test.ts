import { expect, test } from 'vitest';
import { answerCallWords, outcomeWords } from './action-words.ts';

test.each([
  [{ outcome: 'done', reason: null, status: 200 }, 'Done'],
  [{ outcome: 'failed', reason: 'status', status: 503 }, 'Failed: status 503'],
  [{ outcome: 'refused', reason: 'trust', status: null }, 'Refused: the caller had not proven enough'],
  [{ outcome: 'refused', reason: 'identity:trait:plan', status: null }, 'Refused: plan of the person is not verified'],
  [{ outcome: 'refused', reason: 'order_id is missing', status: null }, 'Refused: order_id is missing'],
] as const)('%j reads as a sentence', (call, words) => {
  expect(outcomeWords(call)).toBe(words);
});

test.each([
  [{ outcome: 'done', status: 200, clicked: true }, 'Done (status 200), confirmed by Ada'],
  [{ outcome: 'done', status: 200, clicked: false }, 'Done (status 200)'],
  [{ outcome: 'failed', status: 500, clicked: true }, 'Failed: status 500, confirmed by Ada'],
  [{ outcome: 'declined', status: null, clicked: true }, 'Declined by Ada'],
  [{ outcome: 'waiting', status: null, clicked: false }, 'Waits for the click'],
] as const)('%j reads as a line beside an answer', (call, words) => {
  const reason = call.outcome === 'failed' ? 'status' : null;
  expect(answerCallWords({ ...call, reason, id: 'c', actionName: 'cancel_plan', result: null }, 'Ada')).toBe(words);
});
