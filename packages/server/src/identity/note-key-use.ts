import { lateSums } from '../db/late-sums.ts';
import type { Deps } from '../deps.ts';
import { addKeyUses, type KeyUse } from './key-use-store.ts';
import { PUBLIC_KEY_PREFIX } from './public-key.ts';

const uses = lateSums<KeyUse>({
  everyMs: 5_000,
  mostKeys: 10_000,
  join: (known, more) => ({
    ...known,
    accepted: known.accepted + more.accepted,
    refused: known.refused + more.refused,
    at: more.at ?? known.at,
  }),
  write: (db, sums) =>
    db.transaction(async (tx) => {
      const ofPublicKeys = sums.filter(({ keyId }) => keyId.startsWith(PUBLIC_KEY_PREFIX));
      const ofSecrets = sums.filter(({ keyId }) => !keyId.startsWith(PUBLIC_KEY_PREFIX));
      if (ofSecrets.length > 0) await addKeyUses(tx.sql, 'identity_secrets', ofSecrets);
      if (ofPublicKeys.length > 0) await addKeyUses(tx.sql, 'public_keys', ofPublicKeys);
    }),
});

/** Counts a token that named an identity secret or public key, or was signed with it. Those taken are its uses. */
export function noteKeyUse(
  deps: Pick<Deps, 'db' | 'log' | 'now'>,
  workspaceId: string,
  keyId: string | null,
  accepted: boolean,
): void {
  if (keyId === null) return;
  const at = accepted ? deps.now() : null;
  uses.add(deps, `${workspaceId} ${keyId}`, {
    workspaceId,
    keyId,
    accepted: Number(accepted),
    refused: Number(!accepted),
    at,
  });
}

/** Writes the uses that are counted in memory; for a clean stop. */
export function flushKeyUses(deps: Pick<Deps, 'db' | 'log'>): Promise<void> {
  return uses.flush(deps);
}
