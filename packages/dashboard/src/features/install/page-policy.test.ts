import { expect, it } from 'vitest';
import { pagePolicy } from './page-policy.ts';

it('names the origin alone, whatever the address of Halo goes on with', () => {
  expect(pagePolicy('https://halo.example.com:8443/help/')).toBe(
    'script-src https://halo.example.com:8443; connect-src https://halo.example.com:8443; img-src https://halo.example.com:8443',
  );
});
