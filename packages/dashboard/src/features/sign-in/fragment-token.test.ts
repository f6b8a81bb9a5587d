import { expect, test } from 'vitest';
import { readFragmentToken } from './fragment-token.ts';

test('reads the token of an owner link and of an invitation', () => {
  expect(readFragmentToken('#owner=abcdefghijklmnop')).toBe('abcdefghijklmnop');
  expect(readFragmentToken('#invitation=abcdefghijklmnop')).toBe('abcdefghijklmnop');
});

test('takes nothing else for a token', () => {
  expect(readFragmentToken('')).toBeNull();
  expect(readFragmentToken('#owner=short')).toBeNull();
  expect(readFragmentToken('#main')).toBeNull();
});
