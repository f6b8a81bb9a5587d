import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keyPair } from '../testing/public-keys.ts';
import { KeyFault, PUBLIC_ALGORITHMS, readKeySet, readPem } from './public-key.ts';

const spki = { type: 'spki', format: 'pem' } as const;
const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey;

describe('a pasted key', () => {
  test.each(PUBLIC_ALGORITHMS)('%s: its algorithm is known by the key', (algorithm) => {
    const { pem, publicKey } = keyPair(algorithm);
    expect(readPem(`\n${pem}\n`, 'k')).toMatchObject({ algorithm, kid: 'k' });
    expect(readPem(pem, null).jwk).not.toHaveProperty('d');
    expect(readKeySet({ keys: [publicKey.export({ format: 'jwk' })] }).keys[0]).toEqual(readPem(pem, null));
  });

  test('RSA in its older form is the same key', () => {
    const key = rsa(2_048);
    expect(readPem(key.export({ type: 'pkcs1', format: 'pem' }).toString(), null)).toEqual(
      readPem(key.export(spki).toString(), null),
    );
  });

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  test.each([
    ['RSA of 1024 bits', rsa(1_024).export(spki).toString(), /2048 bits or more; this one has 1024/],
    ['RSA with the exponent 3', rsa(2_048, 3).export(spki).toString(), /exponent/],
    [
      'RSA-PSS',
      generateKeyPairSync('rsa-pss', { modulusLength: 2_048 }).publicKey.export(spki).toString(),
      /Only RSA, P-256 and Ed25519/,
    ],
    ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export(spki).toString(), /P-256/],
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export(spki).toString(), /P-256/],
    ['Ed448', generateKeyPairSync('ed448').publicKey.export(spki).toString(), /Only RSA, P-256 and Ed25519/],
    ['X25519', generateKeyPairSync('x25519').publicKey.export(spki).toString(), /Only RSA, P-256 and Ed25519/],
    ['a private key', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), /private key/],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', /openssl x509/],
    ['two keys', `${keyPair('ES256').pem}${keyPair('ES256').pem}`, /not one PEM/],
    ['a key cut short', keyPair('ES256').pem.replace(/.{30}\n-----END/, '\n-----END'), /cannot be read/],
    ['nothing', '', /not one PEM/],
  ])('safety K3: %s is refused, saying why', (_, pem, words) => {
    expect(() => readPem(pem, null)).toThrow(KeyFault);
    expect(() => readPem(pem, null)).toThrow(words);
  });
});

describe('a JWKS', () => {
  const good = keyPair('ES256');
  const passedOver = (jwk: unknown) => {
    const read = readKeySet({ keys: [jwk, good.jwk('good')] });
    expect(read.keys.map(({ kid }) => kid)).toEqual(['good']);
    return read.passedOver;
  };

  test.each<[string, unknown]>([
    ['a shared secret', { kty: 'oct', k: Buffer.from('secret').toString('base64url'), kid: 'x', alg: 'HS256' }],
    ['RSA of 1024 bits', rsa(1_024).export({ format: 'jwk' })],
    ['another curve', generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' })],
    ['Ed448', generateKeyPairSync('ed448').publicKey.export({ format: 'jwk' })],
    ['a private key', keyPair('EdDSA').privateKey.export({ format: 'jwk' })],
    ['a key for encryption', { ...keyPair('RS256').jwk('x'), use: 'enc' }],
    ['a key for signing only', { ...keyPair('RS256').jwk('x'), key_ops: ['sign'] }],
    ['a key made for another algorithm', { ...keyPair('RS256').jwk('x'), alg: 'PS256' }],
    ['a key that claims to be a secret', { ...keyPair('RS256').jwk('x'), alg: 'HS256' }],
    ['a kid that is no text', { ...keyPair('ES256').jwk(), kid: 7 }],
    ['a point beside the curve', { ...keyPair('ES256').jwk('x'), y: keyPair('ES256').jwk().y }],
    ['only a certificate', { kty: 'RSA', x5c: ['MIIB'], x5u: 'https://evil.example/cert' }],
    ['null', null],
    ['text', 'key'],
    ['a list', []],
  ])('safety K3: %s is passed over', (_, jwk) => {
    expect(passedOver(jwk)).toBe(1);
  });

  test('safety K3: addresses and certificates inside a key are not kept', () => {
    const [key] = readKeySet({ keys: [{ ...good.jwk('k'), x5u: 'https://evil.example', x5c: ['MIIB'] }] }).keys;
    expect(Object.keys(key!.jwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  test('at most twenty keys are read', () => {
    expect(readKeySet({ keys: Array.from({ length: 50 }, () => good.jwk('k')) })).toMatchObject({ passedOver: 30 });
  });

  test.each([null, [], 'x', {}, { keys: {} }])('%j is no JWKS', (json) => {
    expect(() => readKeySet(json)).toThrow(/not a JWKS/);
  });
});
