import type { Trait } from '@halo/wire/dashboard/person.ts';
import { expect, test } from 'vitest';
import { contextNow, saidOnlyHere } from './said-in-session.ts';

const stored = (key: string, value: unknown): Trait => ({
  ...{ key, value, label: null, recognised: true, sensitive: false, policy: 'anyone', pinned: null, provenance: null },
});

test('a session repeats nothing that the record says as well, however dates were written', () => {
  const said = { name: 'Jane', signed_up_at: '2026-05-27T10:00:00+02:00', plan: 'pro', tags: ['a'] };
  const record = [
    stored('name', 'Jane'),
    stored('signed_up_at', '2026-05-27T08:00:00.000000+00:00'),
    stored('plan', 'free'),
    stored('tags', ['a']),
  ];
  expect(saidOnlyHere('user', said, record, 'UTC')).toEqual([{ key: 'plan', value: 'pro' }]);
  expect(saidOnlyHere('company', { plan: 'pro' }, [], 'UTC')).toEqual([{ key: 'company.plan', value: 'pro' }]);
  expect(saidOnlyHere('user', undefined, record, 'UTC')).toEqual([]);
});

test('context sent by the session stands over what is stored under the same key', () => {
  const old = { key: 'sync', label: null, entry: 'ok', sensitive: false, provenance: null };
  const other = { key: 'region', label: null, entry: 'eu', sensitive: false, provenance: null };
  expect(contextNow([old, other], { sync: 'failing' })).toEqual([other, { ...old, entry: 'failing' }]);
  expect(contextNow([old])).toEqual([old]);
});
