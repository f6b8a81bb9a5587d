import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { insertSecret, listSecrets } from './identity-secret-store.ts';

export const IDENTITY_SECRET_PREFIX = 'ha_secret_';

export interface NewIdentitySecret {
  /** The `kid` a token may name. */
  id: string;
  /** To be shown once; it is stored sealed. */
  secret: string;
}

/** A token without `kid` tries them all. */
const MOST_LIVE = 20;

/** Makes an identity secret of 256 random bits for a workspace and stores it sealed under the master key. Refuses `conflict` beyond 20. */
export async function addIdentitySecret(
  deps: Pick<Deps, 'secrets' | 'now'>,
  tx: Tx,
  workspaceId: string,
): Promise<NewIdentitySecret> {
  const live = (await listSecrets(tx.sql, workspaceId)).filter(
    ({ endsAt }) => endsAt === null || Date.parse(endsAt) > deps.now().getTime(),
  );
  if (live.length >= MOST_LIVE) {
    throw new Refusal('conflict', `A workspace has ${MOST_LIVE} live identity secrets at most. End one first.`);
  }
  const id = `key_${randomBytes(9).toString('base64url')}`;
  const secret = IDENTITY_SECRET_PREFIX + randomBytes(32).toString('base64url');
  await insertSecret(tx.sql, {
    workspaceId,
    id,
    sealed: deps.secrets.seal(secret, { workspaceId, table: 'identity_secrets', row: id }),
    hint: secret.slice(-4),
    createdAt: deps.now(),
  });
  return { id, secret };
}
