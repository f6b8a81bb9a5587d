import { expect, it } from 'vitest';
import { pageAddress } from './page-address.ts';

it('keeps the path and utm_*, cuts query, hash and credentials', () => {
  expect(pageAddress('https://user:pw@x.example/a/b?token=1&utm_source=mail&email=a@b#secret')).toBe(
    'https://x.example/a/b?utm_source=mail',
  );
  expect(pageAddress('https://x.example/')).toBe('https://x.example/');
  expect(pageAddress('not an address')).toBe('');
});
