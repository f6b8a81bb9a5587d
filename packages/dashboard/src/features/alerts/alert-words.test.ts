import { expect, test } from 'vitest';
import { jumpWords } from './alert-words.ts';

test('an alert says how many, how unusual, and why above all', () => {
  const reasons = [
    { reason: 'signature', people: 10 },
    { reason: 'no_token', people: 2 },
  ];
  expect(jumpWords({ people: 12, minutes: 15, usually: 0.2, reasons })).toEqual({
    what: '12 people who were proven before were refused within 15 minutes; usually nobody is.',
    why: 'Mostly: no live secret or key fits the signature (10 of 12 people).',
  });
  expect(jumpWords({ people: 1_200, minutes: 15, usually: 30, reasons: [] }).what).toBe(
    '1,200 people who were proven before were refused within 15 minutes; usually 30 are.',
  );
});
