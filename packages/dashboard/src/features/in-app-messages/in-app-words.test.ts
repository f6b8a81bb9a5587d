import { expect, test } from 'vitest';
import { audienceSentence, withoutTags } from './in-app-words.ts';

test('an audience reads as a sentence', () => {
  expect(audienceSentence({ audience: 'everybody', filter: null, paths: [] })).toBe('Everybody, visitors included');
  const plan = { field: 'plan', op: 'is', value: 'pro' };
  expect(audienceSentence({ audience: 'users', filter: plan, paths: ['/a*'] })).toBe(
    'Users who pass a condition, on /a*',
  );
  expect(audienceSentence({ audience: 'all', filter: { all: [plan, { not: plan }] }, paths: [] })).toBe(
    'Users and leads who pass 2 conditions',
  );
});

test('a preview shows fallbacks in the place of tags', () => {
  expect(withoutTags('Hi {{first_name | there}}, {{ custom.seats }} of {{company_name}}')).toBe(
    'Hi there, seats of company name',
  );
});
