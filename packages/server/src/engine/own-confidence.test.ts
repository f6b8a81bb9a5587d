import { expect, test } from 'vitest';
import { ownConfidence } from './own-confidence.ts';

function read(pieces: string[]) {
  const reader = ownConfidence();
  const text = pieces.map((piece) => reader.next(piece)).join('') + reader.rest();
  return { text, value: reader.value() };
}

test('takes the mark out wherever the pieces are cut', () => {
  const answer = 'Open Settings.\n\n[[confidence: 85]]';
  for (let cut = 0; cut <= answer.length; cut += 1) {
    expect(read([answer.slice(0, cut), answer.slice(cut)])).toEqual({ text: 'Open Settings.', value: 85 });
  }
  expect(read([...answer])).toEqual({ text: 'Open Settings.', value: 85 });
});

test.each([
  ['Done. [[ Confidence : 7 % ]]', 'Done.', 7],
  ['[[confidence: 999]]', '', 100],
  ['a [[confidence: 10]] b [[confidence: 90]]\n', 'a b', 90],
  ['No mark at all. ', 'No mark at all. ', null],
  ['A [link](x) and [[wiki]] words', 'A [link](x) and [[wiki]] words', null],
  ['cut off [[confi', 'cut off [[confi', null],
  ['[[confidence: many]]', '[[confidence: many]]', null],
])('%j', (said, text, value) => {
  expect(read([said])).toEqual({ text, value });
  expect(read([...said])).toEqual({ text, value });
});

test('holds back no more than a mark could need', () => {
  const reader = ownConfidence();
  expect(reader.next('Hello there')).toBe('Hello there');
  expect(reader.next(' '.repeat(500))).toHaveLength(440);
});
