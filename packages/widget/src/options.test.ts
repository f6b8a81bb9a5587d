import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsGlob, opensOverSignIn, uiFlags } from './options.ts';

it('is quiet by default, and manual means no launcher, no teaser, no greeting, but banners', () => {
  expect(uiFlags({}, '/')).toMatchObject({ trigger: true, badge: true, autoOpenUnseen: false });
  expect(uiFlags({ ui: 'manual' }, '/')).toMatchObject({
    trigger: false,
    proactive: false,
    greeting: false,
    banners: true,
    inAppMessages: true,
  });
  expect(uiFlags({ ui: { banners: false } }, '/')).toMatchObject({ trigger: true, banners: false });
});

it('is manual on the paths that fit a glob, whole', () => {
  const at = (path: string) => uiFlags({ manualOnPaths: ['/checkout/*', '/a?c', '/x.y'] }, path).trigger;
  expect(['/checkout/', '/checkout/a/b', '/abc', '/x.y'].map(at)).toEqual([false, false, false, false]);
  expect(['/checkout', '/abbc', '/xzy', '/no/checkout/1'].map(at)).toEqual([true, true, true, true]);
});

it('takes every glob as text but for * and ?, and never hangs', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replace(/[*?]/g, '');
      expect(fitsGlob(plain, plain)).toBe(true);
      expect(fitsGlob(`*${plain}*`, `/before${plain}after`)).toBe(true);
    }),
  );
  expect(fitsGlob(`/${'*a'.repeat(12)}b`, `/${'a'.repeat(40)}`)).toBe(false);
});

it('knows a sign-in page that the panel could cover', () => {
  const options = { ui: { autoOpenUnseen: true } };
  expect(opensOverSignIn(options, '/login')).toBe(true);
  expect(opensOverSignIn(options, '/app/sign-up/2')).toBe(true);
  expect(opensOverSignIn(options, '/blog/authors')).toBe(false);
  expect(opensOverSignIn({ ...options, manualOnPaths: ['/login'] }, '/login')).toBe(false);
  expect(opensOverSignIn({}, '/login')).toBe(false);
});
