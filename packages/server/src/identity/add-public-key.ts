import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type KeyRules, PUBLIC_KEY_PREFIX, type PublicKeyPart } from './public-key.ts';
import { insertPublicKey, listLiveStored } from './public-key-store.ts';

/** Every call of a token without `kid` may try them all. */
const MOST_LIVE = 10;

export interface PublicKeyToAdd extends KeyRules {
  name: string;
  /** Where `keys` came from; null for a pasted key. */
  url: string | null;
  keys: PublicKeyPart[];
}

/** Stores public keys that were read and found usable. Refuses `conflict` beyond ten live ones. */
export async function addPublicKey(
  deps: Pick<Deps, 'now'>,
  tx: Tx,
  workspaceId: string,
  key: PublicKeyToAdd,
): Promise<string> {
  if ((await listLiveStored(tx.sql, workspaceId)).length >= MOST_LIVE) {
    throw new Refusal('conflict', `A workspace has ${MOST_LIVE} public keys at most. Remove one first.`);
  }
  const id = `${PUBLIC_KEY_PREFIX}${randomBytes(9).toString('base64url')}`;
  const kind = key.url === null ? 'pem' : 'jwks';
  await insertPublicKey(tx.sql, workspaceId, { ...key, id, kind, claims: [...key.claims] }, deps.now());
  return id;
}
