import type { LogLine } from '@halo/wire/dashboard/log.ts';
import { expect, test } from 'vitest';
import { identifySentence, listed } from './timeline-words.ts';

const line = (part: Partial<LogLine>): LogLine => ({
  id: '1',
  at: '2026-05-12T10:00:00Z',
  contactId: null,
  companyRowId: null,
  userId: 'u',
  source: 'browser',
  level: 'claimed',
  result: 'updated',
  reason: null,
  changed: [],
  ignored: [],
  sdk: null,
  keyId: null,
  requestId: null,
  repeats: 1,
  ...part,
});

test('tells an identify call in a sentence', () => {
  expect(identifySentence(line({ changed: ['name', 'plan'] }))).toBe('name and plan changed by the browser');
  expect(identifySentence(line({ result: 'unchanged', repeats: 12 }))).toBe(
    'Seen again by the browser, nothing changed (12 times)',
  );
  expect(identifySentence(line({ result: 'refused', reason: 'signature_wrong', source: 'server' }))).toBe(
    'A call of your server was refused: signature wrong',
  );
});

test('shortens long lists of keys', () => {
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c and 3 more');
});
