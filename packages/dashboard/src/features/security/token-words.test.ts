import type { TokenTestAnswer } from '@halo/wire/dashboard/token-test.ts';
import { expect, test } from 'vitest';
import { momentWords, span, tokenVerdict } from './token-words.ts';

const AT = '2026-07-01T12:00:00.000Z';
const NOW = Date.parse(AT) / 1000;
type Says = NonNullable<TokenTestAnswer['says']>;

function answer(fault: string | null, says: Partial<Says> = {}, more: Partial<TokenTestAnswer> = {}): TokenTestAnswer {
  return {
    ...{ ok: fault === null, fault, code: fault && 'identity_invalid', at: AT, maxTokenAgeHours: 24 },
    says: {
      ...{ algorithm: 'HS256', kid: null, userId: 'u1', issuer: null, audience: null, scope: null },
      ...{ issuedAt: null, notBefore: null, expiresAt: null },
      ...says,
    },
    ...{ key: null, endedKey: null, algorithms: ['HS256'], stores: [], ignored: [] },
    ...more,
  };
}

test('case 33: each fault has a headline of its own and says what to do', () => {
  const faults = [
    ...['too_long', 'format', 'header', 'algorithm', 'unknown_key', 'signature', 'payload', 'issuer', 'audience'],
    ...['time_claim', 'expired', 'not_yet_valid', 'too_old', 'age_unknown', 'signed_out', 'no_user_id', 'bad_user_id'],
    ...['other_user', 'bulk_scope', 'no_scope', 'no_expiry', 'expiry_too_far'],
  ];
  const key = { id: 'key_1', kind: 'public', issuer: 'https://id.test', audience: 'halo' } as const;
  const said = faults.map((fault) => tokenVerdict(answer(fault, {}, { key }), 'u2'));
  expect(new Set(said.map(({ headline }) => headline)).size).toBe(faults.length);
  for (const { headline, about } of said) {
    expect(headline).toMatch(/^[A-Z]/);
    expect(about).toMatch(/[.”"]$/);
    expect(`${headline} ${about}`).not.toMatch(/undefined|null|_[a-z]+_|NaN/);
  }
});

test('times, ids, keys and algorithms are named', () => {
  const say = (...given: Parameters<typeof answer>) => {
    const { headline, about } = tokenVerdict(answer(...given), 'u2');
    return `${headline}. ${about}`;
  };
  expect(say('expired', { expiresAt: NOW - 3 * 3_600 })).toMatch(/^The token expired 3 hours ago\. exp is /);
  expect(say('not_yet_valid', { notBefore: NOW + 600 })).toMatch(/becomes valid in 10 minutes/);
  expect(say('too_old', { issuedAt: NOW - 3 * 86_400 })).toMatch(/signed 3 days ago; this workspace allows 24 hours/);
  expect(say('other_user')).toMatch(/is for u1, the call names u2/);
  expect(say('algorithm', { algorithm: 'RS256' })).toMatch(/RS256.* The live keys here are for HS256/);
  expect(say('unknown_key', { kid: 'k9' })).toMatch(/kid k9/);
  expect(say('signature', {}, { endedKey: { id: 'key_0', endedAt: AT } })).toMatch(/the secret key_0, which ended on/);
  expect(
    tokenVerdict(answer(null, {}, { stores: ['name'], ignored: [{ key: 'id', reason: 'reserved' }] }), ''),
  ).toEqual({ headline: 'This token proves u1', about: 'Identify would store name. Left out: id.' });
  expect(tokenVerdict(answer(null, { userId: null, scope: 'users.update' }), '').headline).toBe(
    'This token opens users.update',
  );
});

test('stretches of time and moments beyond every calendar', () => {
  expect([0.2, 1, 59, 60, 3_600, 86_400, 90 * 86_400].map(span)).toEqual([
    '1 second',
    '1 second',
    '59 seconds',
    '1 minute',
    '1 hour',
    '1 day',
    '90 days',
  ]);
  expect(momentWords(1e300)).toBe('1e+300');
});
