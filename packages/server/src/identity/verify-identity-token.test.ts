import { createHmac, createSecretKey, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { expect, test } from 'vitest';
import type { TokenFault } from './identity-token.ts';
import { type IdentityKey, verifyIdentityToken } from './verify-identity-token.ts';

const NOW = new Date('2026-07-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const SECRET = 'ha_secret_for-this-test-only-0123456789';
const key: IdentityKey = { id: 'key_1', secret: createSecretKey(Buffer.from(SECRET)) };
const older: IdentityKey = { id: 'key_0', secret: createSecretKey(Buffer.from('ha_secret_older')) };

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const mac = (text: string, secret = SECRET, hash = 'sha256') =>
  createHmac(hash, secret).update(text).digest('base64url');
function token(claims: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }, secret = SECRET): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${mac(signed, secret)}`;
}
const faultOf = (text: string, keys: IdentityKey[] = [key], now = NOW): TokenFault | 'none' => {
  const verdict = verifyIdentityToken(keys, text, now);
  return verdict.ok ? 'none' : verdict.fault;
};

const good = token({ user_id: 'u1', exp: SECONDS + 3_600 });
const [head, body, signature] = good.split('.') as [string, string, string];

test('takes a token signed by any live key, or by the one its kid names', () => {
  expect(faultOf(good)).toBe('none');
  expect(faultOf(good, [older, key])).toBe('none');
  expect(faultOf(token({ user_id: 'u1' }, { alg: 'HS256', kid: 'key_1' }), [older, key])).toBe('none');
  expect(faultOf(token({ user_id: 'u1' }, { alg: 'HS256', kid: 'key_0' }), [older, key])).toBe('signature');
  expect(faultOf(good, [])).toBe('unknown_key');
});

test.each<[string, string, TokenFault]>([
  ['another secret', token({ user_id: 'u1' }, undefined, 'ha_secret_other'), 'signature'],
  ['an empty secret', token({ user_id: 'u1' }, undefined, ''), 'signature'],
  ['an unknown kid', token({ user_id: 'u1' }, { alg: 'HS256', kid: 'key_9' }), 'unknown_key'],
  ['a kid that is a path', token({ user_id: 'u1' }, { alg: 'HS256', kid: '../../dev/null' }), 'unknown_key'],
  ['a kid of another type', token({ user_id: 'u1' }, { alg: 'HS256', kid: 1 }), 'header'],
  ['alg none, unsigned', `${encode({ alg: 'none' })}.${body}.`, 'format'],
  ['alg none, with a signature', `${encode({ alg: 'none' })}.${body}.${signature}`, 'algorithm'],
  ['alg None', token({ user_id: 'u1' }, { alg: 'None' }), 'algorithm'],
  ['alg in lower case', token({ user_id: 'u1' }, { alg: 'hs256' }), 'algorithm'],
  ['no alg', token({ user_id: 'u1' }, { typ: 'JWT' }), 'algorithm'],
  ['a list of algorithms', token({ user_id: 'u1' }, { alg: ['HS256'] }), 'algorithm'],
  ['HS512 with the right secret', hs512(), 'algorithm'],
  ['RS256 with a key of the caller', rs256(), 'algorithm'],
  ['crit', token({ user_id: 'u1' }, { alg: 'HS256', crit: ['exp'] }), 'header'],
  ['an empty crit', token({ user_id: 'u1' }, { alg: 'HS256', crit: [] }), 'header'],
  ['an edited payload', `${head}.${encode({ user_id: 'u2', exp: SECONDS + 3_600 })}.${signature}`, 'signature'],
  ['an edited header', `${encode({ alg: 'HS256', typ: 'JWT', x: 1 })}.${body}.${signature}`, 'signature'],
  ['trailing bytes', `${good}A`, 'signature'],
  ['a trailing newline', `${good}\n`, 'format'],
  ['a leading blank', ` ${good}`, 'format'],
  ['padding', `${good}=`, 'format'],
  ['a fourth part', `${good}.${signature}`, 'format'],
  ['two parts', `${head}.${body}`, 'format'],
  ['no signature', `${head}.${body}.`, 'format'],
  ['base64 of the other alphabet', `${head}.${body}.${signature.slice(0, -1)}+`, 'format'],
  ['a signature cut short', good.slice(0, -1), 'signature'],
  ['a second spelling of the signature', `${head}.${body}.${secondSpelling(signature)}`, 'signature'],
  [
    'a signature in hex',
    `${head}.${body}.${createHmac('sha256', SECRET).update(`${head}.${body}`).digest('hex')}`,
    'signature',
  ],
  ['a body that is a list', token('[1]'), 'payload'],
  ['a body that is null', token('null'), 'payload'],
  ['a body that is text', token('"u1"'), 'payload'],
  ['a body that is no JSON', token('user_id=u1'), 'payload'],
  ['a header that is null', token({ user_id: 'u1' }, 'null'), 'header'],
  ['a body of invalid UTF-8', invalidUtf8(), 'payload'],
  ['a body nested past 32 levels', token(`{"user_id":"u1","deep":${'['.repeat(40)}${']'.repeat(40)}}`), 'payload'],
  ['exp as text', token({ user_id: 'u1', exp: String(SECONDS + 60) }), 'time_claim'],
  ['exp as null', token({ user_id: 'u1', exp: null }), 'time_claim'],
  ['nbf as a list', token({ user_id: 'u1', nbf: [1] }), 'time_claim'],
  ['iat as a flag', token({ user_id: 'u1', iat: true }), 'time_claim'],
  ['exp beyond every number', token('{"user_id":"u1","exp":1e999}'), 'time_claim'],
  ['a past exp', token({ user_id: 'u1', exp: 1 }), 'expired'],
  ['an exp of zero', token({ user_id: 'u1', exp: 0 }), 'expired'],
  ['a future nbf', token({ user_id: 'u1', nbf: SECONDS + 3_600 }), 'not_yet_valid'],
  ['a future iat', token({ user_id: 'u1', iat: SECONDS + 3_600 }), 'not_yet_valid'],
  ['over 8 kB', token({ user_id: 'u1', x: 'x'.repeat(8_200) }), 'too_long'],
  ['nothing but dots', '..', 'format'],
])('refuses %s', (_, text, fault) => {
  expect(faultOf(text)).toBe(fault);
});

test('clocks may be 55 seconds apart, but not 70', () => {
  const at = (claims: object) => faultOf(token({ user_id: 'u1', ...claims }));
  expect([at({ exp: SECONDS - 55 }), at({ exp: SECONDS - 70 })]).toEqual(['none', 'expired']);
  expect([at({ nbf: SECONDS + 55 }), at({ nbf: SECONDS + 70 })]).toEqual(['none', 'not_yet_valid']);
  expect([at({ iat: SECONDS + 55 }), at({ iat: SECONDS + 70 })]).toEqual(['none', 'not_yet_valid']);
});

test('an end later than any calendar is a good end', () => {
  expect(verifyIdentityToken([key], token({ user_id: 'u1', exp: 1e300 }), NOW)).toMatchObject({ ok: true });
});

test('claims come in the order sent, hostile names among them, without NUL and half characters', () => {
  const verdict = verifyIdentityToken(
    [key],
    token('{"user_id":"u1","__proto__":{"admin":true},"b\\u0000":"x\\ud800y","a":[{"c":"\\u0000"}]}'),
    NOW,
  );
  expect(verdict.ok && Object.entries(verdict.payload.claims)).toEqual([
    ['user_id', 'u1'],
    ['__proto__', { admin: true }],
    ['b\ufffd', 'x\ufffdy'],
    ['a', [{ c: '\ufffd' }]],
  ]);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

function hs512(): string {
  const signed = `${encode({ alg: 'HS512' })}.${encode({ user_id: 'u1' })}`;
  return `${signed}.${mac(signed, SECRET, 'sha512')}`;
}

function rs256(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const signed = `${encode({ alg: 'RS256' })}.${encode({ user_id: 'u1' })}`;
  return `${signed}.${signWith('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** The last character of 32 bytes in base64 carries two bits that mean nothing: four spellings of the same bytes. */
function secondSpelling(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)!) ^ 1];
  if (!Buffer.from(other, 'base64url').equals(Buffer.from(text, 'base64url'))) throw new Error('not the same bytes');
  return other;
}

function invalidUtf8(): string {
  const signed = `${encode({ alg: 'HS256' })}.${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')}`;
  return `${signed}.${mac(signed)}`;
}
