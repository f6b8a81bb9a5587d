import type { IdentityFigures } from '@halo/wire/dashboard/security.ts';
import { expect, test } from 'vitest';
import { enforceForecast, MODES, securityHeadline } from './security-words.ts';

const figures = (part: Partial<IdentityFigures>): IdentityFigures => ({
  from: '',
  to: '',
  calls: 0,
  verifiedCalls: 0,
  wouldRefuseCalls: 0,
  refusedCalls: 0,
  people: 0,
  verifiedPeople: 0,
  affectedPeople: 0,
  days: [],
  reasons: [],
  affected: [],
  everVerified: false,
  ...part,
});

test('safety A6: says what off means, whatever the figures are', () => {
  expect(securityHeadline({ identityMode: 'off', figures: figures({}) }).headline).toBe(
    'Anyone can claim to be anyone',
  );
});

test('tells a report in people', () => {
  const report = securityHeadline({
    identityMode: 'report',
    figures: figures({ people: 430, verifiedPeople: 412, affectedPeople: 18 }),
  });
  expect(report.headline).toBe('412 of 430 people last week were proven; 18 would be refused');
});

test('does not promise anything when nobody was seen', () => {
  expect(securityHeadline({ identityMode: 'report', figures: figures({}) }).look).toBe('claimed');
  expect(enforceForecast(figures({}))).toContain('nothing can be foretold');
});

test('foretells refusals before enforcing', () => {
  expect(enforceForecast(figures({ calls: 100, wouldRefuseCalls: 4, affectedPeople: 1 }))).toBe(
    'In the last 7 days 4 of 100 calls would have been refused, about 1 person.',
  );
});

test('safety A6: the choice of off says in words what it cannot protect', () => {
  const { about } = MODES.find(({ mode }) => mode === 'off')!;
  expect(about).toMatch(/widget key/);
  expect(about).toMatch(/speak as any of your users/);
  expect(about).toMatch(/overwrite every claimed value/);
});
