import type { Person } from '@halo/wire/dashboard/person.ts';
import { expect, test } from 'vitest';
import { apartWords, moveWords, sameWords } from './merge-sentences.ts';

const person = (userId: string | null): Person => ({
  contactId: 'id',
  ...{ userId, claimedUserId: null, kind: userId ? 'user' : 'lead' },
  ...{ displayName: 'Jane', name: 'Jane', email: null },
  trust: { level: 'claimed', method: null, at: null, keyId: null },
});
const readers = [
  { side: 'survivor' as const, survivors: 2, losers: 1 },
  { side: 'loser' as const, survivors: 0, losers: 1 },
];

test('says who may read what, for either choice', () => {
  const preview = { survivor: person('jane'), loser: person('old'), readers };
  expect(apartWords(preview)).toBe(
    'Signed in as jane, one reads all 3 proven conversations; as old, only the one proven conversation of their own. Whoever is signed in as old now needs a fresh sign-in.',
  );
  expect(sameWords(preview)).toBe(
    'Signed in as jane or old, one reads all 3 proven conversations. Choose this only if you are sure.',
  );
  expect(apartWords({ ...preview, readers: [{ side: 'survivor', survivors: 1, losers: 0 }] })).toContain(
    'as old, none of them.',
  );
  expect(apartWords({ ...preview, readers: [] })).toMatch(/^Neither has a proven conversation yet\. Whoever/);
  expect(apartWords({ ...preview, loser: person(null) })).toBe('Jane has no user id, so nobody signs in as them.');
});

test('says what moves, and nothing for nothing', () => {
  expect(moveWords({ conversations: 2, tickets: 1, events: 0, sessions: 3 })).toBe(
    '2 conversations, 1 ticket and 3 sessions',
  );
  expect(moveWords({ conversations: 0, tickets: 0, events: 1, sessions: 0 })).toBe('1 event');
  expect(moveWords({ conversations: 0, tickets: 0, events: 0, sessions: 0 })).toBe('');
});
