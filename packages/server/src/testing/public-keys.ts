import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicAlgorithm } from '../identity/public-key.ts';

export interface KeyPair {
  algorithm: PublicAlgorithm;
  publicKey: KeyObject;
  privateKey: KeyObject;
  pem: string;
  /** As a JWKS lists it. */
  jwk(kid?: string): Record<string, unknown>;
}

/** A fresh key pair, as an identity provider has one. */
export function keyPair(algorithm: PublicAlgorithm): KeyPair {
  const pair =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
      : algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
  return {
    algorithm,
    ...pair,
    pem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: (kid) => ({ ...pair.publicKey.export({ format: 'jwk' }), ...(kid && { kid }), use: 'sig' }),
  };
}

/** A token as an identity provider signs it; it expires in a week unless told, so that clocks can be turned. */
export function signPublicly(
  { algorithm, privateKey }: Pick<KeyPair, 'algorithm' | 'privateKey'>,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 7 * 86_400;
  const signed = `${part({ alg: algorithm, ...header })}.${part({ exp, ...claims })}`;
  return `${signed}.${signatureOf(algorithm, privateKey, signed)}`;
}

function signatureOf(algorithm: PublicAlgorithm, key: KeyObject, signed: string): string {
  const data = Buffer.from(signed);
  const made =
    algorithm === 'EdDSA'
      ? sign(null, data, key)
      : sign('sha256', data, algorithm === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key);
  return made.toString('base64url');
}

/** An address that answers what a test says, and counts who asked. */
export interface KeyServer {
  /** `host:port`, for `outsideAllow`. */
  host: string;
  url: string;
  asked: number;
  answer: { status: number; body: string; headers?: Record<string, string> };
  lists(...jwks: Record<string, unknown>[]): void;
  close(): Promise<void>;
}

export async function keyServer(): Promise<KeyServer> {
  const door = createServer((_, response) => {
    server.asked++;
    response.writeHead(server.answer.status, { 'content-type': 'application/json', ...server.answer.headers });
    response.end(server.answer.body);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(door.address() as AddressInfo).port}`;
  const server: KeyServer = {
    host,
    url: `http://${host}/.well-known/jwks.json`,
    asked: 0,
    answer: { status: 200, body: '{"keys":[]}' },
    lists(...jwks) {
      server.answer = { status: 200, body: JSON.stringify({ keys: jwks }) };
    },
    close: () =>
      new Promise((resolve) => {
        door.closeAllConnections();
        door.close(() => resolve());
      }),
  };
  return server;
}
