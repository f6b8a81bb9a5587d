import type { LogLine } from '@halo/wire/dashboard/log.ts';
import { expect, test } from 'vitest';
import { identifySentence, listed, reasonWords } from './identify-words.ts';

const line = (part: Partial<LogLine>): LogLine => ({
  id: '1',
  at: '2026-05-12T10:00:00Z',
  contactId: null,
  companyRowId: null,
  tokenUserId: null,
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
  expect(identifySentence(line({ changed: ['name', 'plan'] }))).toBe('The browser changed name and plan');
  expect(identifySentence(line({ result: 'unchanged', repeats: 12 }))).toBe('The browser said nothing new, 12 times');
  expect(identifySentence(line({ changed: ['name'], companyRowId: 'c' }))).toBe(
    'The browser changed name of the company',
  );
  expect(identifySentence(line({ result: 'refused', source: 'server' }))).toBe('Your server was refused');
});

test('shows an unknown reason rather than hiding it', () => {
  expect(reasonWords('key_rotated')).toBe('key rotated');
});

test('shortens long lists of keys', () => {
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c and 3 more');
});
